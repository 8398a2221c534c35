package eu.portsalliance.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway that remembers what arrived. */
final class StubService {

  /** A request as it came in; header names in lower case. */
  record Arrived(String method, String uri, Map<String, List<String>> headers, long bytes) {
    @Nullable String header(String name) {
      List<String> values = headers.get(name);
      return values == null ? null : values.getFirst();
    }
  }

  final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();

  /**
   * What streams with {@code fed} in their path send, each at once; an empty one ends the stream.
   */
  final BlockingQueue<String> fed = new LinkedBlockingQueue<>();

  private final InetAddress host;
  private final int port;
  private HttpServer server;
  private volatile CountDownLatch streams = new CountDownLatch(1);

  StubService() {
    this(InetAddress.getLoopbackAddress(), 0);
  }

  /**
   * One more of the same: at the port of the other, as replicas are, and at an address of its own.
   */
  StubService(String host, StubService other) {
    this(InetAddress.ofLiteral(host), other.port);
  }

  private StubService(InetAddress host, int at) {
    this.host = host;
    this.server = listen(at);
    this.port = server.getAddress().getPort();
  }

  URI address() {
    return URI.create("http://localhost:" + port);
  }

  void stop() {
    server.stop(0);
  }

  void start() {
    server = listen(port);
  }

  /** Lets all open streams end. */
  void endStreams() {
    CountDownLatch open = streams;
    streams = new CountDownLatch(1);
    open.countDown();
  }

  Arrived last() {
    Arrived last = null;
    for (Arrived one : arrived) {
      last = one;
    }
    if (last == null) {
      throw new AssertionError("nothing arrived");
    }
    return last;
  }

  private static Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(
        delay.toMillis(), TimeUnit.MILLISECONDS, command -> Thread.ofVirtual().start(command));
  }

  private HttpServer listen(int at) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(host, at), 0);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", this::handle);
      http.start();
      return http;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    long bytes = exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(exchange.getRequestHeaders());
    String path = exchange.getRequestURI().getPath();
    arrived.add(
        new Arrived(
            exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, bytes));
    if (path.endsWith("/stream") || path.endsWith("/hints")) {
      stream(exchange);
    } else if (path.endsWith("/slow")) {
      after(Duration.ofSeconds(4)).execute(() -> answer(exchange));
    } else {
      answer(exchange);
    }
  }

  /** The head of the answer comes later than the gateway waits for others. */
  private void stream(HttpExchange exchange) {
    CountDownLatch open = streams;
    boolean late = exchange.getRequestURI().getPath().contains("late");
    after(late ? Duration.ofSeconds(2) : Duration.ZERO).execute(() -> events(exchange, open));
  }

  private void events(HttpExchange exchange, CountDownLatch open) {
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      out.write("event: hint\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      if (exchange.getRequestURI().getPath().contains("fed")) {
        feed(out);
      } else {
        open.await(20, TimeUnit.SECONDS);
      }
    } catch (IOException _) {
      exchange.close(); // the caller has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void feed(OutputStream out) throws IOException, InterruptedException {
    for (String event = fed.take(); !event.isEmpty(); event = fed.take()) {
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static void answer(HttpExchange exchange) {
    byte[] body = "{\"from\":\"service\"}".getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Set-Cookie", "own=1");
      if (exchange.getRequestURI().getPath().endsWith("/sandboxed")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", "sandbox; default-src 'none'");
      }
      if (exchange.getRequestURI().getPath().endsWith("/untraced")) {
        exchange.getResponseHeaders().set("Untraced", "1");
      }
      exchange.sendResponseHeaders(200, body.length);
      out.write(body);
    } catch (IOException _) {
      exchange.close(); // the caller has gone
    }
  }
}
