package eu.portsalliance.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<String> cursors = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String base;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/events", this::events);
    server.createContext("/cut", this::cut);
    server.createContext("/refused", exchange -> answer(exchange, 403, "no"));
    server.start();
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void afterACutItGoesOnFromTheLastEvent() {
    try (EventStream stream = Api.bearer(base, "t").stream("/events").awaitOpen(PATIENCE)) {
      assertThat(stream.await(event -> event.id().equals("2"), PATIENCE))
          .map(EventStream.Event::data)
          .contains("second\nline");
      assertThat(stream.events().getFirst().name()).isEqualTo("alert");
      assertThat(cursors.subList(0, 2)).containsExactly("", "1");
    }
  }

  @Test
  void anEventThatWasCutInTheMiddleComesAgain() {
    try (EventStream stream = Api.bearer(base, "t").stream("/cut").awaitOpen(PATIENCE)) {
      assertThat(stream.await(event -> event.id().equals("2"), PATIENCE)).isPresent();
      assertThat(cursors.subList(0, 2)).containsExactly("", "1");
    }
  }

  @Test
  void aRefusedStreamSaysWhy() {
    try (EventStream stream = Api.bearer(base, "t").stream("/refused")) {
      assertThatThrownBy(() -> stream.awaitOpen(PATIENCE)).hasMessageContaining("403 no");
    }
  }

  /** One event for each connection, then the end. */
  private void events(HttpExchange exchange) throws IOException {
    String cursor =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")).orElse("");
    cursors.add(cursor);
    answer(
        exchange,
        200,
        cursor.isEmpty()
            ? ": hello\n\nevent: alert\nid: 1\ndata: first\n\n"
            : "id: 2\ndata: second\ndata: line\n\n");
  }

  /** The first time the second event ends behind its id. */
  private void cut(HttpExchange exchange) throws IOException {
    String cursor =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID")).orElse("");
    cursors.add(cursor);
    answer(
        exchange,
        200,
        cursor.isEmpty() ? "id: 1\ndata: first\n\nid: 2\n" : "id: 2\ndata: second\n\n");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
