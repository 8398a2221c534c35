package eu.portsalliance.intel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A peer that sends whatever a test gives it, over the real protocol. */
final class FakePeer implements AutoCloseable {

  private final List<String> objects = new CopyOnWriteArrayList<>();
  private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
  final List<String> receipts = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger opened = new AtomicInteger();
  private volatile String epoch = "a";
  private volatile boolean busy;
  private final HttpServer server;

  FakePeer() {
    this(null);
  }

  /** One that is spoken to over TLS. */
  FakePeer(@Nullable SSLContext certificate) {
    var anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (certificate == null) {
        server = HttpServer.create(anywhere, 0);
      } else {
        HttpsServer secure = HttpsServer.create(anywhere, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificate));
        server = secure;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/intel/peer/v1/hints", this::hints);
    server.createContext("/api/intel/peer/v1/objects", this::objects);
    server.createContext("/api/intel/peer/v1/receipts", this::receipts);
    server.start();
  }

  String address() {
    return (server instanceof HttpsServer ? "https" : "http")
        + "://127.0.0.1:"
        + server.getAddress().getPort();
  }

  /** Puts objects into its log and says nothing. */
  void put(String... compact) {
    objects.addAll(List.of(compact));
  }

  /** Tells everybody who listens. */
  void hint() {
    for (OutputStream stream : streams) {
      write(stream, "event:hint\ndata:{}\n\n");
    }
  }

  /** Ends all hint streams. */
  void hangUp() {
    for (OutputStream stream : streams) {
      try {
        stream.close();
      } catch (IOException gone) {
        // that is what was asked for
      }
    }
    streams.clear();
  }

  /** Begins its log anew, as after a restore: cursors of before are refused. */
  void begin(String newEpoch) {
    epoch = newEpoch;
  }

  /** Whether it gives no hint streams, as when all of them are taken. */
  void busy(boolean now) {
    busy = now;
  }

  private void hints(HttpExchange exchange) throws IOException {
    if (busy) {
      exchange.sendResponseHeaders(429, -1);
      exchange.close();
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream stream = exchange.getResponseBody();
    write(stream, ":\n\n");
    streams.add(stream);
    opened.incrementAndGet();
  }

  private void objects(HttpExchange exchange) throws IOException {
    if (server instanceof HttpsServer) {
      exchange.getResponseHeaders().set("Connection", "close");
    }
    String query = Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
    String cursor = query.contains("cursor=") ? query.replaceAll(".*cursor=", "") : epoch + "0";
    asked.add(cursor);
    if (!cursor.startsWith(epoch)) {
      exchange.sendResponseHeaders(400, -1);
      exchange.close();
      return;
    }
    int from = Integer.parseInt(cursor.substring(epoch.length()));
    List<String> all = List.copyOf(objects);
    int to = Math.min(all.size(), from + 3);
    byte[] body =
        Api.JSON.writeValueAsBytes(
            Map.of(
                "objects", all.subList(from, to), "cursor", epoch + to, "more", to < all.size()));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void receipts(HttpExchange exchange) throws IOException {
    receipts.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException gone) {
      // a listener that left
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
