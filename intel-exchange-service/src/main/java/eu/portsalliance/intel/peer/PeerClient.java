package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.intel.attachment.OriginPeer;
import eu.portsalliance.intel.audit.AuditedPeer;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.InformedPeer;
import eu.portsalliance.intel.duty.CollidedPeer;
import eu.portsalliance.intel.duty.ToldPeer;
import eu.portsalliance.peers.AssertionClientFilter;
import eu.portsalliance.peers.Assertions;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.peers.PortKey;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls peers at the address that the directory gives them, each call with its own assertion. */
@Component
class PeerClient implements InformedPeer, AuditedPeer, ToldPeer, CollidedPeer, OriginPeer {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The peer sends a comment every ten seconds; a stream that is silent for three is dead. */
  private static final Duration SILENCE = PeerController.KEEP_ALIVE.multipliedBy(3);

  private static final int MOST_BYTES = 24 * 1024 * 1024;
  private static final String BASE = "/api/intel/peer/v1/";
  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final Alliance alliance;
  private final Assertions assertions;
  private final PortKey key;
  private final JsonMapper json;
  private final WebClient client;
  private final Map<Locode, WebClient> clients = new ConcurrentHashMap<>();

  PeerClient(
      Alliance alliance,
      Assertions assertions,
      PortKey signingKey,
      JsonMapper json,
      HttpClient toPeers) {
    this.alliance = alliance;
    this.assertions = assertions;
    this.key = signingKey;
    this.json = json;
    this.client =
        WebClient.builder()
            .clientConnector(new ReactorClientHttpConnector(toPeers))
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
            .build();
  }

  /** The peer no longer takes the cursor: it is read from the beginning. */
  static final class CursorRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CursorRefused() {
      super("the peer refused the cursor", null, false, false);
    }
  }

  /**
   * What a hint stream says.
   *
   * @param look whether there may be something new to pull
   * @param serial of the directory that the peer holds; 0 where it says nothing of it
   */
  record Hint(boolean look, long serial) {

    private static final Hint STANDS = new Hint(true, 0);
    private static final Hint NOTHING = new Hint(false, 0);
  }

  /** Emits once when the stream stands and then for each hint; ends with an error when it ends. */
  Flux<Hint> hints(Locode peer) {
    return at(peer)
        .get()
        .uri(address(peer, "hints"))
        .accept(MediaType.TEXT_EVENT_STREAM)
        .exchangeToFlux(this::opened)
        .timeout(SILENCE)
        .filter(hint -> !hint.equals(Hint.NOTHING))
        .concatWith(Mono.error(() -> new IllegalStateException("the hint stream ended")));
  }

  private Flux<Hint> opened(ClientResponse response) {
    if (!response.statusCode().is2xxSuccessful()) {
      return response.<Hint>createError().flux();
    }
    return Flux.concat(Mono.just(Hint.STANDS), response.bodyToFlux(EVENT).map(this::hint));
  }

  private Hint hint(ServerSentEvent<String> event) {
    return switch (event.event()) {
      case "hint" -> Hint.STANDS;
      case "directory" -> new Hint(false, serial(event.data()));
      case null, default -> Hint.NOTHING;
    };
  }

  /** What is no serial says nothing. */
  private long serial(@Nullable String data) {
    try {
      return data == null ? 0 : json.readTree(data).path("serial").asLong(0);
    } catch (JacksonException malformed) {
      return 0;
    }
  }

  /** One page after a cursor; empty text for the beginning. */
  Mono<ObjectPage> objects(Locode peer, String cursor) {
    String query =
        cursor.isEmpty() ? "" : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
    return at(peer)
        .get()
        .uri(address(peer, "objects?limit=" + PeerController.MOST_OBJECTS + query))
        .accept(MediaType.APPLICATION_JSON)
        .exchangeToMono(
            response ->
                response.statusCode().value() == 400 && !cursor.isEmpty()
                    ? response.releaseBody().then(Mono.error(CursorRefused::new))
                    : page(response))
        .timeout(PATIENCE);
  }

  private static Mono<ObjectPage> page(ClientResponse response) {
    return response.statusCode().is2xxSuccessful()
        ? response.bodyToMono(ObjectPage.class)
        : response.createError();
  }

  /** Hands over receipts. */
  Mono<Void> receipts(Locode peer, List<ReceiptPage.Receipt> receipts) {
    return post(peer, "receipts", Map.of("receipts", receipts));
  }

  @Override
  public Mono<Void> tell(Locode peer, List<Told> looks) {
    return post(peer, "looks/told", Map.of("looks", looks));
  }

  @Override
  public Mono<Void> collided(Locode peer, List<String> alerts) {
    return post(peer, "collisions/told", Map.of("alerts", alerts));
  }

  @Override
  public Mono<byte[]> attachment(Locode origin, String alert, String sha256, int most) {
    return at(origin)
        .get()
        .uri(address(origin, "objects/" + alert + "/attachments/" + sha256))
        .retrieve()
        .toEntityFlux(DataBuffer.class)
        .flatMap(answer -> DataBufferUtils.join(Objects.requireNonNull(answer.getBody()), most))
        .map(PeerClient::bytes)
        .timeout(PATIENCE);
  }

  private static byte[] bytes(DataBuffer joined) {
    byte[] bytes = new byte[joined.readableByteCount()];
    joined.read(bytes);
    DataBufferUtils.release(joined);
    return bytes;
  }

  private Mono<Void> post(Locode peer, String path, Object message) {
    byte[] body = json.writeValueAsBytes(message);
    return at(peer)
        .post()
        .uri(address(peer, path))
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .contentType(MediaType.APPLICATION_JSON)
        .attribute(AssertionClientFilter.BODY, body)
        .bodyValue(body)
        .retrieve()
        .toBodilessEntity()
        .timeout(PATIENCE)
        .then();
  }

  @Override
  public Mono<String> directory(Locode peer) {
    return at(peer)
        .get()
        .uri(address(peer, "directory"))
        .retrieve()
        .bodyToMono(String.class)
        .timeout(PATIENCE);
  }

  @Override
  public Mono<NotarisedLogs.Extension> since(Locode peer, String service, long from) {
    return at(peer)
        .get()
        .uri(address(peer, "audit/" + service + "?from=" + from))
        .accept(MediaType.APPLICATION_JSON)
        .exchangeToMono(
            response ->
                response.statusCode().value() == 409
                    ? response.releaseBody().then(Mono.empty())
                    : extension(response))
        .timeout(PATIENCE);
  }

  private static Mono<NotarisedLogs.Extension> extension(ClientResponse response) {
    return response.statusCode().is2xxSuccessful()
        ? response.bodyToMono(NotarisedLogs.Extension.class)
        : response.createError();
  }

  /** One client for each peer: making one costs more than a pull. */
  private WebClient at(Locode peer) {
    return clients.computeIfAbsent(peer, this::signing);
  }

  private WebClient signing(Locode peer) {
    var self = new Peer(alliance.self(), Optional.empty());
    return client.mutate().filter(new AssertionClientFilter(assertions, self, key, peer)).build();
  }

  private URI address(Locode peer, String path) {
    String base =
        alliance
            .members()
            .flatMap(members -> members.directory().port(peer))
            .map(Directory.Port::address)
            .orElseThrow(() -> new IllegalStateException(peer + " has no address"));
    return URI.create(base.replaceAll("/$", "") + BASE + path);
  }
}
