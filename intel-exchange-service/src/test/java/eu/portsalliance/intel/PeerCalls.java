package eu.portsalliance.intel;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Assertions;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.peers.PortKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Calls a port as a peer, or as a service of its own, with assertions made here. */
public final class PeerCalls {

  private PeerCalls() {}

  /** A request with an assertion for exactly this path. */
  public static HttpRequest.Builder get(TestPort to, Peer from, PortKey key, String path) {
    return HttpRequest.newBuilder(URI.create(to.address + path))
        .timeout(Duration.ofSeconds(20))
        .header(
            "Authorization", assertion(to, from, key, "GET", path, new byte[0], Clock.systemUTC()))
        .GET();
  }

  public static HttpRequest.Builder post(
      TestPort to, Peer from, PortKey key, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(to.address + path))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .header("Authorization", assertion(to, from, key, "POST", path, bytes, Clock.systemUTC()))
        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
  }

  static String assertion(
      TestPort to, Peer from, PortKey key, String method, String path, byte[] body, Clock clock) {
    return new Assertions(clock)
        .header(from, key, new Assertions.Request(to.self(), method, path, body));
  }

  public static Peer peer(String locode) {
    return new Peer(new Locode(locode), Optional.empty());
  }

  /** The payloads of everything that a peer is given, as text. */
  public static List<String> everything(TestPort to, String locode, PortKey key) {
    return everything(to, peer(locode), key);
  }

  /** The payloads of everything that the risk service is given, as text. */
  static List<String> service(TestPort to) {
    return everything(to, new Peer(to.self(), Optional.of("risk-service")), to.risk);
  }

  private static List<String> everything(TestPort to, Peer from, PortKey key) {
    List<String> objects = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      String path =
          "/api/intel/peer/v1/objects?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor);
      Api.Answer page = Api.send(get(to, from, key, path));
      if (page.status() != 200) {
        throw new AssertionError(page.raw().body());
      }
      page.json().at("/objects").valueStream().forEach(o -> objects.add(payload(o.asString())));
      cursor = page.text("/cursor");
      more = page.json().at("/more").booleanValue();
    }
    return objects;
  }

  private static String payload(String compact) {
    return new String(
        Base64.getUrlDecoder().decode(compact.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }
}
