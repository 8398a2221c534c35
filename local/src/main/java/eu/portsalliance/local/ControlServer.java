package eu.portsalliance.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * How {@code down}, {@code stop} and {@code start} reach the supervisor: a loopback address that
 * takes one secret. {@code POST /down}, {@code POST /parts/NAME/stop}, {@code POST
 * /parts/NAME/start}.
 */
final class ControlServer implements AutoCloseable {
  private static final int PARTS = 2;
  private static final int ACT = 3;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final byte[] secret;

  ControlServer(String secret) throws IOException {
    this.secret = ("Bearer " + secret).getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
  }

  int port() {
    return server.getAddress().getPort();
  }

  void serve(Map<String, Child> children, Runnable down) {
    server.createContext("/", exchange -> answer(exchange, children, down));
    server.start();
  }

  private void answer(HttpExchange exchange, Map<String, Child> children, Runnable down)
      throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status(exchange, children, down), -1);
    }
  }

  private int status(HttpExchange exchange, Map<String, Child> children, Runnable down) {
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret)) {
      return 401;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      return 405;
    }
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length == PARTS && path[1].equals("down")) {
      down.run();
      return 202;
    }
    Child child = path.length == ACT + 1 && path[1].equals("parts") ? children.get(path[2]) : null;
    if (child == null) {
      return 404;
    }
    switch (path[ACT]) {
      case "stop" -> child.stop();
      case "start" -> child.start();
      default -> {
        return 404;
      }
    }
    return 204;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
