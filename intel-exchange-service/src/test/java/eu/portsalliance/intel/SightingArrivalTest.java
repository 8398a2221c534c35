package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixSighting;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What Rotterdam makes of sightings that Antwerp sends, Antwerp being ours to misbehave. */
class SightingArrivalTest {
  private static final String NOTICES = "/api/intel/duty/notices";

  @Test
  void onlyAPortToWhichTheAlertWasGivenReportsForItsOwnAndOneNoticeStandsOpen() {
    try (StubRegistry registry = new StubRegistry("NLRTM", "BEANR");
        FakePeer antwerp = new FakePeer()) {
      registry.place("BEANR", antwerp.address());
      try (TestPort rotterdam = new TestPort("NLRTM", registry)) {
        await().atMost(Duration.ofSeconds(30)).until(rotterdam::linked);
        Api analyst = Api.person(rotterdam, "nl-analyst", "nl-customs", "intel-analyst");
        Api officer = Api.person(rotterdam, "nl-officer", "nl-customs", "intel-officer");
        String given = released(analyst, officer, "GREEN");
        String kept = released(analyst, officer, "AMBER");

        StixSighting good = sighting(UUID.randomUUID(), given, "be-federal-police", "Quay 869");
        antwerp.put(
            signed(registry.key("BEANR"), good),
            signed(registry.key("BEANR"), good),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), kept, "be-federal-police", "Unknown")),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "some-terminal", "Usurped")),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "de-customs", "In another's name")),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "be-federal-police", "Qu\u202eay")),
            signed(
                StubRegistry.key(),
                sighting(UUID.randomUUID(), given, "be-federal-police", "Forged")),
            signed(
                registry.key("BEANR"),
                sighting(
                    UUID.fromString(good.id().substring("sighting--".length())),
                    given,
                    "be-federal-police",
                    "Elsewhere")),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "be-federal-police", "Gate")));
        antwerp.hint();

        String path = "/api/intel/alerts/" + given + "/sightings";
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> analyst.get(path).json().at("/items").size() == 2);
        assertThat(
                analyst
                    .get(path)
                    .json()
                    .at("/items")
                    .valueStream()
                    .map(i -> i.at("/place").asString()))
            .containsExactly("Quay 869", "Gate");
        assertThat(analyst.get("/api/intel/alerts/" + kept + "/sightings").json().at("/items"))
            .isEmpty();
        assertThat(rotterdam.rows("select reason from quarantine"))
            .containsExactlyInAnyOrder(
                "is about no alert that its port was given",
                "its controller may not speak at its origin",
                "its controller may not speak at its origin",
                "has characters that cannot be seen",
                "not signed by a key of the port that sent it",
                "says something else than what came before it under its id");
        assertThat(
                rotterdam.rows(
                    "select 1 from quarantine where reason like 'is about%' and jws is not null"))
            .isEmpty();

        antwerp.begin("b");
        antwerp.hint();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    rotterdam
                        .rows("select cursor from peer_cursors where port = 'BEANR'")
                        .equals(List.of("b9")));
        assertThat(analyst.get(path).json().at("/items")).hasSize(2);

        assertThat(open(analyst, given)).hasSize(1);
        assertThat(
                analyst
                    .post(
                        NOTICES + "/" + open(analyst, given).getFirst() + "/acknowledgement",
                        "",
                        UUID.randomUUID().toString())
                    .status())
            .isEqualTo(200);
        antwerp.put(
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "be-federal-police", "Depot")),
            signed(
                registry.key("BEANR"),
                sighting(UUID.randomUUID(), given, "be-federal-police", "Exit")));
        antwerp.hint();
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> analyst.get(path).json().at("/items").size() == 4);
        assertThat(open(analyst, given)).hasSize(1);
      }
    }
  }

  private static List<String> open(Api who, String alert) {
    return who.get(NOTICES + "?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(notice -> notice.path("about").asString().equals(alert))
        .map(notice -> notice.path("id").asString())
        .toList();
  }

  private static String released(Api analyst, Api officer, String tlp) {
    String id = analyst.draft(Ports.draft(tlp, "[]")).text("/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    await().until(() -> analyst.get("/api/intel/alerts/" + id + "/work").status() == 200);
    return id;
  }

  private static String signed(PortKey key, StixSighting sighting) {
    return Jws.sign(key, "alliance-object+jws", StixWriter.write(sighting));
  }

  private static StixSighting sighting(UUID id, String alert, String organisation, String place) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new StixSighting(
        "sighting--" + id, alert, "BEANR", organisation, now, now, place, "seen", "", Tlp.GREEN);
  }
}
