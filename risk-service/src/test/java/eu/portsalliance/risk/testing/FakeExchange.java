package eu.portsalliance.risk.testing;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Assertions;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The exchange of the port: a real server with real signatures that refuses what is not asserted.
 */
public final class FakeExchange {
  private static final String BASE = "/api/intel/peer/v1/";

  /** Smaller than asked for, so that reading on is seen. */
  private static final int PAGE = 3;

  /** Its own: those that processes share end when a service under test is stopped. */
  private static final LoopResources LOOPS = LoopResources.create("fake-exchange", 2, true);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Assertions assertions = new Assertions(Clock.systemUTC());
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final List<String> objects = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> directory = new AtomicReference<>(TestDirectory.signed(1));
  private final List<JsonNode> looks = new CopyOnWriteArrayList<>();
  private final List<JsonNode> chances = new CopyOnWriteArrayList<>();
  private final AtomicInteger epoch = new AtomicInteger(1);
  private final AtomicInteger streams = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile Sinks.Many<String> hints = Sinks.many().multicast().directBestEffort();
  private final DisposableServer server;

  public FakeExchange() {
    server =
        HttpServer.create()
            .runOn(LOOPS)
            .host("127.0.0.1")
            .port(0)
            .route(
                routes ->
                    routes
                        .get(BASE + "directory", (in, out) -> guarded(in, out, this::directory))
                        .get(BASE + "hints", (in, out) -> guarded(in, out, this::hints))
                        .get(BASE + "objects", (in, out) -> guarded(in, out, this::objects))
                        .post(BASE + "looks", (in, out) -> told(in, out, "looks", looks))
                        .post(
                            BASE + "last-chances", (in, out) -> told(in, out, "chances", chances)))
            .bindNow();
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Releases objects to this port and hints at them. */
  public void release(String... jws) {
    releaseSilently(jws);
    hints.tryEmitNext("event: hint\ndata: {}\n\n");
  }

  /** The same, and the hint is lost. */
  public void releaseSilently(String... jws) {
    objects.addAll(List.of(jws));
  }

  public void directory(String signed) {
    directory.set(signed);
  }

  /** Ends all hint streams. */
  public void disconnect() {
    Sinks.Many<String> ended = hints;
    hints = Sinks.many().multicast().directBestEffort();
    ended.tryEmitComplete();
  }

  /** Makes all cursors void, as a restore does. */
  public void restore() {
    epoch.incrementAndGet();
  }

  /** How many hint streams have been opened so far. */
  public int streams() {
    return streams.get();
  }

  /** What was told of looks at a box. */
  public List<JsonNode> looks(String box) {
    return looks.stream().filter(look -> look.path("container").asString().equals(box)).toList();
  }

  /** What was told of last chances under an alert. */
  public List<JsonNode> chances(String alert) {
    return chances.stream().filter(one -> one.path("alert").asString().equals(alert)).toList();
  }

  /** How many requests had no valid assertion. */
  public int refused() {
    return refused.get();
  }

  private interface Handler {
    Publisher<Void> handle(HttpServerRequest in, HttpServerResponse out);
  }

  private Publisher<Void> guarded(HttpServerRequest in, HttpServerResponse out, Handler handler) {
    if (good(in, new byte[0])) {
      return handler.handle(in, out);
    }
    refused.incrementAndGet();
    return out.status(401).send();
  }

  private boolean good(HttpServerRequest in, byte[] body) {
    String header = in.requestHeaders().get("Authorization", "");
    return assertions
        .verify(
            header,
            new Locode("NLRTM"),
            in.method().name(),
            in.uri(),
            (peer, kid) ->
                peer.issuer().equals("NLRTM/risk-service") && kid.equals(TestKeys.RISK.thumbprint())
                    ? Optional.of(TestKeys.RISK.publicPart())
                    : Optional.empty())
        .flatMap(unread -> unread.with(body))
        .filter(verified -> seen.add(verified.jti()))
        .isPresent();
  }

  private Publisher<Void> told(
      HttpServerRequest in, HttpServerResponse out, String what, List<JsonNode> heard) {
    return in.receive()
        .aggregate()
        .asByteArray()
        .flatMap(
            body -> {
              if (!good(in, body)) {
                refused.incrementAndGet();
                return out.status(401).send();
              }
              JSON.readTree(body).path(what).forEach(heard::add);
              return out.status(204).send();
            });
  }

  private Publisher<Void> directory(HttpServerRequest in, HttpServerResponse out) {
    return out.header("Content-Type", "application/jose").sendString(Mono.just(directory.get()));
  }

  private Publisher<Void> hints(HttpServerRequest in, HttpServerResponse out) {
    streams.incrementAndGet();
    Flux<String> comments =
        Flux.interval(Duration.ZERO, Duration.ofSeconds(5)).map(_ -> ": here\n\n");
    Sinks.Many<String> current = hints;
    return out.sse()
        .sendString(
            current.asFlux().mergeWith(comments.takeUntilOther(current.asFlux().ignoreElements())));
  }

  private Publisher<Void> objects(HttpServerRequest in, HttpServerResponse out) {
    String cursor = parameter(in.uri(), "cursor");
    String prefix = "epoch+" + epoch.get() + "/";
    if (cursor != null && !cursor.startsWith(prefix)) {
      return out.status(400).send();
    }
    int from = cursor == null ? 0 : Integer.parseInt(cursor.substring(prefix.length()));
    int to = Math.min(objects.size(), from + PAGE);
    String page =
        JSON.writeValueAsString(
            Map.of(
                "objects",
                objects.subList(from, to),
                "cursor",
                prefix + to,
                "more",
                to < objects.size()));
    return out.header("Content-Type", "application/json").sendString(Mono.just(page));
  }

  private static @Nullable String parameter(String uri, String name) {
    int query = uri.indexOf('?');
    for (String pair : uri.substring(query + 1).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
