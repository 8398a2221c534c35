package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.DEHAM;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.peers.Peer;
import eu.portsalliance.peers.PortKey;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PeerAccessTest {

  private static final String OBJECTS = "/api/intel/peer/v1/objects";
  private static final Peer NL = PeerCalls.peer("NLRTM");
  private static final PortKey NL_KEY = REGISTRY.key("NLRTM");

  @Test
  void aPeerThatTheDirectoryHoldsIsAnswered() {
    assertThat(Api.send(PeerCalls.get(BEANR, NL, NL_KEY, OBJECTS)).status()).isEqualTo(200);
    assertThat(
            Api.send(PeerCalls.get(BEANR, NL, NL_KEY, "/api/intel/peer/v1/directory")).raw().body())
        .contains(".");
  }

  @Test
  void aForgedAssertionIsRefused() {
    refused(PeerCalls.get(BEANR, NL, StubRegistry.key(), OBJECTS));
    refused(PeerCalls.get(BEANR, NL, REGISTRY.key("DEHAM"), OBJECTS));
    refused(PeerCalls.get(BEANR, PeerCalls.peer("FRLEH"), StubRegistry.key(), OBJECTS));
    // a port is not its own peer, and its service speaks only at home
    refused(PeerCalls.get(BEANR, PeerCalls.peer("BEANR"), REGISTRY.key("BEANR"), OBJECTS));
    Peer service = new Peer(NLRTM.self(), Optional.of("risk-service"));
    refused(PeerCalls.get(BEANR, service, NLRTM.risk, OBJECTS));
  }

  /** Nobody serves the keys of an issuer in these tests: the address of them leads nowhere. */
  @Test
  void aServiceOfTheSamePortIsLetInByItsKeyAlone() {
    Peer risk = new Peer(BEANR.self(), Optional.of("risk-service"));
    assertThat(Api.send(PeerCalls.get(BEANR, risk, BEANR.risk, OBJECTS)).status()).isEqualTo(200);
    refused(PeerCalls.get(BEANR, risk, StubRegistry.key(), OBJECTS));
    Peer other = new Peer(BEANR.self(), Optional.of("gateway"));
    refused(PeerCalls.get(BEANR, other, BEANR.risk, OBJECTS));
  }

  @Test
  void anAssertionForSomethingElseIsRefused() {
    refused(with(OBJECTS, assertion(DEHAM, "GET", OBJECTS, Clock.systemUTC())));
    refused(with(OBJECTS, assertion(BEANR, "POST", OBJECTS, Clock.systemUTC())));
    refused(with(OBJECTS + "?limit=1", assertion(BEANR, "GET", OBJECTS, Clock.systemUTC())));
  }

  @Test
  void anExpiredAssertionIsRefused() {
    Clock earlier = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-3));
    refused(with(OBJECTS, assertion(BEANR, "GET", OBJECTS, earlier)));
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(3));
    refused(with(OBJECTS, assertion(BEANR, "GET", OBJECTS, later)));
  }

  @Test
  void anAssertionServesOnce() {
    String once = assertion(BEANR, "GET", OBJECTS, Clock.systemUTC());
    assertThat(Api.send(with(OBJECTS, once)).status()).isEqualTo(200);
    refused(with(OBJECTS, once));
  }

  @Test
  void aChangedBodyIsRefused() {
    String path = "/api/intel/peer/v1/receipts";
    String assertion =
        PeerCalls.assertion(
            BEANR,
            NL,
            NL_KEY,
            "POST",
            path,
            "{\"receipts\":[]}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Clock.systemUTC());
    refused(
        HttpRequest.newBuilder(URI.create(BEANR.address + path))
            .header("Authorization", assertion)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"receipts\":[ ]}")));
    assertThat(Api.send(PeerCalls.post(BEANR, NL, NL_KEY, path, "{\"receipts\":[]}")).status())
        .isEqualTo(204);
  }

  @Test
  void aCursorOfAnotherRecipientOrGarbageIsRefused() {
    String own = Api.send(PeerCalls.get(BEANR, NL, NL_KEY, OBJECTS)).text("/cursor");
    assertThat(Api.send(PeerCalls.get(BEANR, NL, NL_KEY, OBJECTS + "?cursor=" + own)).status())
        .isEqualTo(200);
    for (String cursor : new String[] {"garbage", "AAAA", own.substring(2), own + "A"}) {
      assertThat(Api.send(PeerCalls.get(BEANR, NL, NL_KEY, OBJECTS + "?cursor=" + cursor)).status())
          .as(cursor)
          .isEqualTo(400);
    }
    Api.Answer foreign =
        Api.send(
            PeerCalls.get(
                BEANR, PeerCalls.peer("DEHAM"), REGISTRY.key("DEHAM"), OBJECTS + "?cursor=" + own));
    assertThat(foreign.text("/type")).isEqualTo("/problems/invalid-cursor");
  }

  @Test
  void aPeerHasAFewHintStreamsAndOthersKeepTheirs() {
    String hints = "/api/intel/peer/v1/hints";
    Peer hamburg = PeerCalls.peer("DEHAM");
    PortKey key = REGISTRY.key("DEHAM");
    List<Events> streams = new ArrayList<>();
    try {
      // one or more are of the real Hamburg
      while (streams.isEmpty() || (streams.getLast().status() == 200 && streams.size() < 9)) {
        streams.add(Events.of(PeerCalls.get(BEANR, hamburg, key, hints)));
      }
      Api.Answer refused = Api.send(PeerCalls.get(BEANR, hamburg, key, hints));
      assertThat(refused.text("/type")).isEqualTo("/problems/too-many-requests");
      streams.add(Events.of(PeerCalls.get(BEANR, NL, NL_KEY, hints)).opened());
    } finally {
      streams.forEach(Events::close);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              try (Events again = Events.of(PeerCalls.get(BEANR, hamburg, key, hints))) {
                return again.status() == 200;
              }
            });
  }

  @Test
  void aReceiptForWhatWasNeverSentIsLeftOutWithTheSameAnswer() {
    String id = Ports.released("AMBER+STRICT", "[{\"organisation\":\"de-customs\"}]");
    String modified =
        BEANR
            .rows(
                "select to_char(modified at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                    + " from object_versions where id = '"
                    + id
                    + "'")
            .getFirst();
    String body =
        """
        {"receipts":[{"id":"%s","modified":"%s","state":"opened","at":"2026-11-23T08:00:00Z"}]}
        """
            .formatted(id, modified);
    String path = "/api/intel/peer/v1/receipts";
    assertThat(Api.send(PeerCalls.post(BEANR, NL, NL_KEY, path, body)).status()).isEqualTo(204);
    assertThat(BEANR.rows("select port from receipts where object_id = '" + id + "'"))
        .doesNotContain("NLRTM");
    Api.Answer wrong =
        Api.send(PeerCalls.post(BEANR, NL, NL_KEY, path, body.replace("opened", "eaten")));
    assertThat(wrong.json().at("/errors/0/field").asString()).isEqualTo("receipts[0].state");
  }

  private static String assertion(TestPort to, String method, String path, Clock clock) {
    return PeerCalls.assertion(to, NL, NL_KEY, method, path, new byte[0], clock);
  }

  private static HttpRequest.Builder with(String path, String assertion) {
    return HttpRequest.newBuilder(URI.create(BEANR.address + path))
        .header("Authorization", assertion)
        .GET();
  }

  private static void refused(HttpRequest.Builder request) {
    Api.Answer answer = Api.send(request);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text("/type")).isEqualTo("/problems/invalid-assertion");
  }
}
