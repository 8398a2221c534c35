package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.directory.Alliance;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private StubRegistry registry;
  private TestPort antwerp;
  private TestPort rotterdam;
  private Api analyst;
  private Api officer;
  private Api reader;

  @BeforeEach
  void start() {
    registry = new StubRegistry("NLRTM", "BEANR");
    antwerp = new TestPort("BEANR", registry);
    rotterdam = new TestPort("NLRTM", registry);
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    officer = Api.person(antwerp, "be-officer", "be-federal-police", "intel-officer");
    reader = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-reader");
    linked();
  }

  @AfterEach
  void stop() {
    antwerp.close();
    rotterdam.close();
    registry.close();
  }

  private void linked() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              antwerp.fetchDirectory();
              rotterdam.fetchDirectory();
              return antwerp.linked() && rotterdam.linked();
            });
  }

  private String released(String tlp, String audience) {
    String id = analyst.draft(Ports.draft(tlp, audience)).text("/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    return id;
  }

  @Test
  void aPortThatStartsWhileTheRegistryIsDownGoesOnWithWhatItKnew() {
    registry.down(true);
    rotterdam.restart();
    await().atMost(Duration.ofSeconds(20)).until(rotterdam::linked);
    String id = released("AMBER", "[{\"port\":\"NLRTM\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(id));
  }

  @Test
  void whatIsReleasedWhileThePeerIsAwayWaitsForIt() {
    rotterdam.close();
    String id = released("AMBER", "[{\"port\":\"NLRTM\"}]");
    rotterdam.restart();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(id));
  }

  @Test
  void aReceiptWaitsForAStandingReleaseAndLeavesOnceTwoPeopleMadeOne() {
    rotterdam.execute("delete from standing_release");
    String id = released("AMBER", "[{\"port\":\"NLRTM\"}]");
    String receipt = "select port from receipts where object_id = '" + id + "'";
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(id));
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(20))
        .until(() -> antwerp.rows(receipt).isEmpty());

    String path = "/api/intel/standing-releases";
    Api.Answer proposed =
        Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-analyst")
            .post(
                path,
                "{\"type\":\"receipt\",\"audience\":[\"BEANR\"],\"ceiling\":\"AMBER\",\"ends\":\"%s\"}"
                    .formatted(Instant.now().plus(Duration.ofHours(1))),
                "proposal");
    Api.person(rotterdam, "nl-officer", "nl-customs", "intel-officer")
        .post(path + "/" + proposed.text("/id") + "/approval", "", "approval");

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> antwerp.rows(receipt), List.of("NLRTM")::equals);
  }

  @Test
  void twoReplicasPullTheSamePeerAndNothingDoubles() {
    try (TestPort second = new TestPort(rotterdam)) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                second.fetchDirectory();
                return second.linked();
              });
      Api there = Api.person(second, "nl-other", "nl-customs", "intel-reader");
      try (Events one = Events.of(reader.request("/api/intel/alerts/stream")).opened();
          Events two = Events.of(there.request("/api/intel/alerts/stream")).opened()) {
        String last = "";
        for (int i = 0; i < 20; i++) {
          last = released("GREEN", "[]");
        }
        String id = last;
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    one.named("alert").size() == 20
                        && two.named("alert").size() == 20
                        && one.count(id) == 1
                        && two.count(id) == 1);
      }
      assertThat(
              rotterdam.rows(
                  "select count(*) || ' ' || min(seq) || ' ' || max(seq) from deliveries"
                      + " where recipient = 'organisation:nl-customs'"))
          .containsExactly("20 1 20");
    }
  }

  @Test
  void aSuspendedPeerIsCutOffAndItsStreamEnds() {
    try (Events hints = hints()) {
      registry.status("NLRTM", "suspended");
      antwerp.fetchDirectory();
      await().atMost(Duration.ofSeconds(3)).until(hints::ended);
    }
    assertThat(Api.send(pull()).status()).isEqualTo(401);
    String id = released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> officer.sees(id));
    assertThat(antwerp.rows("select 1 from deliveries where recipient = 'peer:NLRTM'")).isEmpty();
  }

  @Test
  void aPeerHandsOnTheNewerDirectory() {
    registry.status("DEHAM", "active");
    antwerp.fetchDirectory();
    registry.down(true);
    long newest = serial(antwerp);
    assertThat(serial(rotterdam)).isLessThan(newest);
    rotterdam.fetchDirectory();
    assertThat(serial(rotterdam)).isEqualTo(newest);
  }

  @Test
  void withAnOldDirectoryNothingAboveGreenLeaves() {
    registry.down(true);
    antwerp.execute("update directory_checks set confirmed_at = now() - interval '25 hours'");
    antwerp.restart();
    // it reads the directory that it keeps while it already answers
    await().until(() -> antwerp.bean(Alliance.class).members().isPresent());
    String green = released("GREEN", "[]");
    String amber = released("AMBER", "[{\"port\":\"NLRTM\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(green));
    assertThat(Api.send(pull()).json().at("/objects")).hasSize(1);
    assertThat(reader.sees(amber)).isFalse();
    registry.down(false);
    antwerp.fetchDirectory();
    await().atMost(Duration.ofSeconds(20)).until(() -> reader.sees(amber));
  }

  private HttpRequest.Builder pull() {
    return PeerCalls.get(
        antwerp, PeerCalls.peer("NLRTM"), registry.key("NLRTM"), "/api/intel/peer/v1/objects");
  }

  private Events hints() {
    return Events.of(
            PeerCalls.get(
                antwerp,
                PeerCalls.peer("NLRTM"),
                registry.key("NLRTM"),
                "/api/intel/peer/v1/hints"))
        .opened();
  }

  private static long serial(TestPort port) {
    return port.bean(Alliance.class).members().orElseThrow().directory().serial();
  }
}
