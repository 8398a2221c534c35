package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Assertions;
import eu.portsalliance.peers.PortKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Traffic that was recorded between two ports of version 1 of the peer protocol ({@code
 * src/test/resources/peer-v1}), played against this one. The files are never recorded anew: a port
 * of the next version has to pass here as it is.
 */
class ProtocolV1Test {

  private static final String BASE = "/api/intel/peer/v1/";

  @Test
  void anAssertionOfThatTimeIsUnderstood() throws ParseException {
    String header = recorded("assertion.txt");
    PortKey key = PortKey.parse(recorded("caller.pub.jwk"));
    Instant then =
        SignedJWT.parse(header.substring(Assertions.SCHEME.length()))
            .getJWTClaimsSet()
            .getIssueTime()
            .toInstant();
    var assertions = new Assertions(Clock.fixed(then.plusSeconds(5), ZoneOffset.UTC));
    Assertions.Keys keys =
        (peer, thumbprint) ->
            peer.equals(PeerCalls.peer("NLRTM")) && thumbprint.equals(key.thumbprint())
                ? Optional.of(key)
                : Optional.empty();
    assertThat(
            assertions
                .verify(header, new Locode("BEANR"), "GET", BASE + "objects?limit=100", keys)
                .flatMap(unread -> unread.with(new byte[0])))
        .isPresent();
  }

  /** Each answer has every member that it had then, of the same kind; it may have more. */
  @Test
  void whatAPortOfThatTimeAsksIsAnsweredAsThen() {
    Ports.released("GREEN", "[]");
    PortKey key = Ports.REGISTRY.key("NLRTM");
    for (JsonNode exchange : Api.JSON.readTree(recorded("exchanges.json"))) {
      String path = exchange.path("path").asString();
      Api.Answer answer =
          Api.send(
              exchange.path("method").asString().equals("GET")
                  ? PeerCalls.get(Ports.BEANR, PeerCalls.peer("NLRTM"), key, path)
                  : PeerCalls.post(
                      Ports.BEANR,
                      PeerCalls.peer("NLRTM"),
                      key,
                      path,
                      exchange.path("body").toString()));
      assertThat(answer.status()).as(path).isEqualTo(exchange.path("status").asInt());
      assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .isEqualTo(exchange.path("type").asString(""));
      if (exchange.path("answer").isObject()) {
        covers(exchange.path("answer"), answer.json(), path);
        assertThat(answer.json().path("type")).isEqualTo(exchange.path("answer").path("type"));
      }
    }
  }

  @Test
  void aHintIsTheSameBytesAsThen() throws IOException, InterruptedException {
    HttpResponse<InputStream> hints =
        Api.HTTP.send(
            PeerCalls.get(
                    Ports.BEANR,
                    PeerCalls.peer("NLRTM"),
                    Ports.REGISTRY.key("NLRTM"),
                    BASE + "hints")
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    Ports.released("GREEN", "[]");
    try (var lines =
        new BufferedReader(new InputStreamReader(hints.body(), StandardCharsets.UTF_8))) {
      List<String> read = new ArrayList<>();
      String line = lines.readLine();
      // events with names of later builds may stand before it
      while (line != null
          && !(line.startsWith("data") && !read.getLast().equals("event:directory"))) {
        read.add(line);
        line = lines.readLine();
      }
      read.add(Objects.requireNonNullElse(line, "the stream ended"));
      assertThat(read).endsWith("event:hint", "data:{}");
      assertThat(read.getFirst()).isEqualTo(":");
    }
  }

  @Test
  void aPortOfThatTimeIsPulledFromAndAllThatItGivesIsTaken() {
    try (RecordedPort antwerp = new RecordedPort();
        StubRegistry registry = new StubRegistry("NLRTM", "BEANR")) {
      registry.listed("BEANR", PortKey.parse(recorded("sender.pub.jwk")));
      registry.place("BEANR", antwerp.address());
      try (TestPort rotterdam = new TestPort("NLRTM", registry)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    rotterdam.rows("select 1 from object_versions where origin = 'BEANR'").size()
                        == 3);
        assertThat(rotterdam.rows("select reason from quarantine")).isEmpty();
        await().atMost(Duration.ofSeconds(20)).until(() -> !antwerp.receipts.isEmpty());
        covers(
            Api.JSON
                .readTree(recorded("exchanges.json"))
                .valueStream()
                .filter(exchange -> exchange.path("path").asString().endsWith("/receipts"))
                .map(exchange -> exchange.path("body"))
                .findFirst()
                .orElseThrow(),
            Api.JSON.readTree(antwerp.receipts.getFirst()),
            "receipts");
        assertThat(antwerp.asked)
            .contains("GET " + BASE + "hints", "GET " + BASE + "objects?limit=100")
            .allMatch(
                request ->
                    request.startsWith("GET " + BASE + "hints")
                        || request.startsWith("GET " + BASE + "objects?")
                        || request.startsWith("GET " + BASE + "audit/")
                        || request.startsWith("GET " + BASE + "directory")
                        || request.startsWith("POST " + BASE));
      }
    }
  }

  @Test
  void aPortThatSpeaksNoVersionOfOursIsLeftAloneUntilItDoes() {
    try (RecordedPort antwerp = new RecordedPort();
        StubRegistry registry = new StubRegistry("NLRTM", "BEANR")) {
      registry.listed("BEANR", PortKey.parse(recorded("sender.pub.jwk")));
      registry.place("BEANR", antwerp.address());
      registry.speaks("BEANR", List.of("4", "5"));
      try (TestPort rotterdam = new TestPort("NLRTM", registry)) {
        await()
            .until(
                () ->
                    rotterdam
                        .health()
                        .at("/components/exchange/details/noCommonVersion/0")
                        .asString("")
                        .equals("BEANR"));
        assertThat(antwerp.asked).noneMatch(request -> request.contains("objects"));
        registry.speaks("BEANR", List.of("1", "2", "3"));
        rotterdam.fetchDirectory();
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> antwerp.asked.contains("GET " + BASE + "objects?limit=100"));
      }
    }
  }

  private static void covers(JsonNode recorded, JsonNode now, String where) {
    assertThat(now.getNodeType()).as(where).isEqualTo(recorded.getNodeType());
    recorded
        .properties()
        .forEach(
            member -> {
              assertThat(now.has(member.getKey())).as("%s: %s", where, member.getKey()).isTrue();
              covers(member.getValue(), now.path(member.getKey()), where + ": " + member.getKey());
            });
    if (recorded.isArray() && !recorded.isEmpty()) {
      assertThat(now).as(where).isNotEmpty();
      covers(recorded.get(0), now.get(0), where);
    }
  }

  private static String recorded(String file) {
    try (InputStream in = ProtocolV1Test.class.getResourceAsStream("/peer-v1/" + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the bytes that were recorded, and knows nothing else. */
  private static final class RecordedPort implements AutoCloseable {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final List<String> receipts = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    RecordedPort() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      String path = exchange.getRequestURI().toString();
      asked.add(exchange.getRequestMethod() + " " + path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.endsWith("/receipts")) {
        receipts.add(new String(body, StandardCharsets.UTF_8));
      }
      if (path.startsWith(BASE + "hints")) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream stream = exchange.getResponseBody();
        stream.write(recorded("hints.txt").getBytes(StandardCharsets.UTF_8));
        stream.flush();
      } else if (path.startsWith(BASE + "objects?")) {
        byte[] page = recorded("objects.json").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
      } else {
        exchange.sendResponseHeaders(path.startsWith(BASE) ? 204 : 404, -1);
        exchange.close();
      }
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
