package eu.portsalliance.intel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A small registry over HTTP: a directory really signed by a root key, and enrolment. */
public final class StubRegistry implements AutoCloseable {

  static final JsonMapper JSON = JsonMapper.builder().build();

  final PortKey root = key();
  private final Map<String, PortKey> keys = new LinkedHashMap<>();
  private final Map<String, PortKey> beside = new LinkedHashMap<>();
  private final Map<String, List<String>> versions = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, String> statuses = new LinkedHashMap<>();
  private final List<Directory.Organisation> organisations =
      new CopyOnWriteArrayList<>(organisations());

  private long serial = 1;
  private volatile boolean down;
  private volatile @Nullable String instead;
  private final HttpServer server;

  public StubRegistry(String... ports) {
    for (String port : ports) {
      keys.put(port, key());
      statuses.put(port, "active");
    }
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/api/registry/directory", this::directory);
    server.createContext("/api/registry/enrolments", this::enrol);
    server.start();
  }

  private static List<Directory.Organisation> organisations() {
    return List.of(
        organisation("be-federal-police", "authority", "BEANR"),
        organisation("nl-customs", "authority", "NLRTM"),
        organisation("nl-seaport-police", "authority", "NLRTM"),
        organisation("de-customs", "authority", "DEHAM"),
        organisation("rotterdam-port-authority", "port-authority", "NLRTM"),
        organisation("antwerp-terminal", "operator", "BEANR"),
        organisation("some-terminal", "operator", "NLRTM"));
  }

  /** The key of each port. */
  synchronized Map<String, PortKey> keys() {
    return Map.copyOf(keys);
  }

  /** Lists an organisation that nobody heard of before. */
  public synchronized void joins(String id, String kind, String port) {
    organisations.add(organisation(id, kind, port));
    serial++;
  }

  public static PortKey key() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public PortKey key(String port) {
    return Objects.requireNonNull(keys.get(port), port);
  }

  synchronized void place(String port, String address) {
    addresses.put(port, address);
    serial++;
  }

  /** Lists another key for a port, of which the private part need not be known. */
  public synchronized void listed(String port, PortKey key) {
    keys.put(port, key);
    serial++;
  }

  /** Lists a second key for a port beside its own; null takes it out again. */
  public synchronized void beside(String port, @Nullable PortKey key) {
    if (key == null) {
      beside.remove(port);
    } else {
      beside.put(port, key);
    }
    serial++;
  }

  /** Which versions of the peer protocol a port says that it speaks. */
  synchronized void speaks(String port, List<String> protocol) {
    versions.put(port, protocol);
    serial++;
  }

  public synchronized void status(String port, String status) {
    statuses.put(port, status);
    serial++;
  }

  /** While it is down, connections are answered with 503 and nothing else. */
  void down(boolean now) {
    down = now;
  }

  /** Hands out this text for the directory, whatever it is; null for the real one. */
  void instead(@Nullable String document) {
    instead = document;
  }

  /** The document of this moment. */
  synchronized String document() {
    return document(root, serial);
  }

  /** What stands in the document of this moment, with another serial or of another root. */
  synchronized String document(PortKey root, long serial) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Directory.Port> ports =
        keys.entrySet().stream().map(e -> port(e.getKey(), e.getValue(), now)).toList();
    var directory =
        new Directory(serial, Instant.EPOCH, ports, organisations, List.of(), List.of());
    return Jws.sign(root, Directory.TYPE, JSON.writeValueAsBytes(directory));
  }

  private Directory.Port port(String locode, PortKey key, Instant now) {
    PortKey second = beside.get(locode);
    return new Directory.Port(
        new Locode(locode),
        locode,
        locode.substring(0, 2),
        addresses.get(locode),
        statuses.getOrDefault(locode, "active"),
        versions.getOrDefault(locode, List.of("1")),
        second == null
            ? List.of(listed(key, now))
            : List.of(listed(key, now), listed(second, now)));
  }

  private static Directory.Key listed(PortKey key, Instant now) {
    return new Directory.Key(
        key.jwk().toPublicJWK().toJSONObject(),
        key.thumbprint(),
        Instant.parse("2026-01-01T00:00:00Z").isBefore(now)
            ? Instant.parse("2026-01-01T00:00:00Z")
            : now.minusSeconds(60),
        Instant.parse("2099-01-01T00:00:00Z"));
  }

  private void directory(HttpExchange exchange) throws IOException {
    String tag = "\"" + serial + "\"";
    String other = instead;
    if (down) {
      answer(exchange, 503, "");
    } else if (other != null) {
      answer(exchange, 200, other);
    } else if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      exchange.close();
    } else {
      exchange.getResponseHeaders().set("ETag", tag);
      answer(exchange, 200, document());
    }
  }

  private void enrol(HttpExchange exchange) throws IOException {
    String body =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (down) {
      answer(exchange, 503, "");
      return;
    }
    Map<String, Object> claims = claims(body);
    String port = String.valueOf(claims == null ? null : claims.get("port"));
    boolean proven =
        claims != null
            && "port-registry".equals(claims.get("aud"))
            && keys.containsKey(port)
            && Jws.verify(body, "enrolment+jws", _ -> java.util.Optional.of(key(port).jwk()))
                .isPresent();
    if (!proven) {
      answer(exchange, 403, "");
      return;
    }
    place(port, String.valueOf(Objects.requireNonNull(claims).get("address")));
    answer(exchange, 200, document());
  }

  private static @Nullable Map<String, Object> claims(String compact) {
    try {
      return JWSObject.parse(compact).getPayload().toJSONObject();
    } catch (ParseException malformed) {
      return null;
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/jose");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  private static Directory.Organisation organisation(String id, String kind, String port) {
    return new Directory.Organisation(
        id, id, kind, port.substring(0, 2), List.of(new Locode(port)));
  }

  static ECKey publicKey(PortKey key) {
    return key.jwk().toPublicJWK();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
