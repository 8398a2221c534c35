package eu.portsalliance.risk.alert;

import eu.portsalliance.audit.HeadSigner;
import eu.portsalliance.peers.AssertionClientFilter;
import eu.portsalliance.risk.chance.Desks;
import eu.portsalliance.risk.look.Owners;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.util.UriBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The port's own exchange, called as a service of the port: each request carries an assertion. */
class ExchangeClient implements HeadSigner, Owners, Desks {
  static final int PAGE = 100;

  private static final String BASE = "/api/intel/peer/v1/";
  private static final String LOG = BASE + "audit/risk-service/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** The exchange sends a comment every 10 s: longer silence is a dead connection. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final WebClient http;

  ExchangeClient(WebClient http) {
    this.http = http;
  }

  /**
   * One page of the feed.
   *
   * @param objects compact JWS
   * @param cursor where to read on
   * @param more whether there is more to read at once
   * @param traces where the alerts were traced before; left out where nothing is
   */
  record Page(List<String> objects, String cursor, boolean more, List<String> traces) {
    Page {
      objects = List.copyOf(objects);
      List<String> sent = Objects.requireNonNullElse(traces, List.of());
      traces = sent.stream().filter(Objects::nonNull).toList();
    }
  }

  /** Emits once when the stream stands, then for each hint; ends only with an error. */
  Flux<String> hints() {
    return http.get()
        .uri(BASE + "hints")
        .accept(MediaType.TEXT_EVENT_STREAM)
        .exchangeToFlux(
            response ->
                response.statusCode().is2xxSuccessful()
                    ? Flux.concat(
                        Mono.just("connected"),
                        response
                            .bodyToFlux(EVENT)
                            .timeout(SILENCE)
                            .mapNotNull(ServerSentEvent::event),
                        Mono.error(() -> new IllegalStateException("the hint stream ended")))
                    : response.<String>createError().flux());
  }

  /**
   * What is new since a cursor; empty text reads from the beginning. A cursor that the exchange
   * does not know any more (it was restored) is dropped: everything is read again, and what is
   * known changes nothing.
   */
  Mono<Page> objects(String cursor) {
    return cursor.isEmpty()
        ? page(uri -> uri.path(BASE + "objects").queryParam("limit", PAGE).build())
        : page(uri ->
                uri.path(BASE + "objects")
                    .queryParam("cursor", "{cursor}")
                    .queryParam("limit", PAGE)
                    .build(cursor))
            .onErrorResume(WebClientResponseException.BadRequest.class, _ -> objects(""));
  }

  private Mono<Page> page(Function<UriBuilder, URI> uri) {
    return http.get()
        .uri(uri)
        .accept(MediaType.APPLICATION_JSON)
        .retrieve()
        .bodyToMono(Page.class)
        .timeout(ANSWER);
  }

  /** The newest directory that the exchange holds, as it was signed. */
  Mono<String> directory() {
    return http.get()
        .uri(BASE + "directory")
        .retrieve()
        .bodyToMono(byte[].class)
        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
        .timeout(ANSWER);
  }

  @Override
  public Mono<Void> tell(byte[] batch) {
    return post("looks", batch);
  }

  @Override
  public Mono<Void> ring(byte[] batch) {
    return post("last-chances", batch);
  }

  private Mono<Void> post(String where, byte[] batch) {
    return http.post()
        .uri(BASE + where)
        .contentType(MediaType.APPLICATION_JSON)
        .attribute(AssertionClientFilter.BODY, batch)
        .bodyValue(batch)
        .retrieve()
        .toBodilessEntity()
        .timeout(ANSWER)
        .then();
  }

  private record Signed(long size) {}

  private record Leaves(long from, List<byte[]> leaves) {}

  private record SignedHead(String head) {}

  @Override
  public Mono<Long> signed() {
    return http.get()
        .uri(LOG + "signed")
        .accept(MediaType.APPLICATION_JSON)
        .retrieve()
        .bodyToMono(Signed.class)
        .map(Signed::size)
        .timeout(ANSWER);
  }

  @Override
  public Mono<String> sign(long from, List<byte[]> leaves) {
    byte[] body = JSON.writeValueAsBytes(new Leaves(from, leaves));
    return http.post()
        .uri(LOG + "leaves")
        .contentType(MediaType.APPLICATION_JSON)
        .attribute(AssertionClientFilter.BODY, body)
        .bodyValue(body)
        .retrieve()
        .bodyToMono(SignedHead.class)
        .map(SignedHead::head)
        .timeout(ANSWER);
  }
}
