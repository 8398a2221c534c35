package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.peers.Peer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Antwerp's alerts, on boxes that leave Rotterdam. */
class ChancesTest {
  private static final String CHANCES = "/api/intel/peer/v1/last-chances";
  private static final String ROTTERDAM = "[{\"port\":\"NLRTM\"}]";
  private static final String CUSTOMS = "[{\"organisation\":\"nl-customs\"}]";
  private static final Peer RISK = new Peer(Ports.NLRTM.self(), Optional.of("risk-service"));
  private static final Api NL_POLICE =
      Api.person(Ports.NLRTM, "nl-police", "nl-seaport-police", "intel-officer");
  private final Instant end =
      Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

  @Test
  void theAuthorityThatIsToActIsToldOnceAndNoOther() {
    String id = released("AMBER", CUSTOMS);
    String journey = UUID.randomUUID().toString();

    ring(journey, id);
    ring(journey, id);

    assertThat(told(id)).containsExactly("nl-customs last-chance false");
    JsonNode notice = notice(Ports.NL_ANALYST, id).orElseThrow();
    assertThat(notice.path("port").asString()).isEqualTo("NLRTM");
    assertThat(notice.path("dueAt").asString()).isEqualTo(end.toString());
    assertThat(notice.toString()).doesNotContain("MSKU", journey);
    ring(UUID.randomUUID().toString(), id);
    assertThat(told(id)).hasSize(2);
  }

  @Test
  void whatIsForAllIsForTheAuthoritiesToActOn() {
    String id = released("GREEN", "[]");

    ring(id);

    assertThat(told(id))
        .containsExactlyInAnyOrder(
            "nl-customs last-chance false", "nl-seaport-police last-chance false");
  }

  @Test
  void whatCausesNothingRingsNobody() {
    String id = released("AMBER", ROTTERDAM, "actionOn", "\"ask\"");

    ring(id);

    assertThat(told(id)).isEmpty();
  }

  @Test
  void whatIsTakenBackRingsNobody() {
    String id = released("AMBER", ROTTERDAM);
    Ports.BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"The box was another.\"}");
    assertThat(Ports.BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status())
        .isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> before(id, "object.withdrawal"));

    ring(id);

    assertThat(told(id)).isEmpty();
  }

  @Test
  void aChanceThatMovedOrBecameAnotherIsToldAgain() {
    String id = released("AMBER", CUSTOMS);
    String journey = UUID.randomUUID().toString();
    Instant later = end.plus(1, ChronoUnit.HOURS);

    ring(journey, id, "discharge", end, end);
    ring(journey, id, "gate-slot", end, end);
    assertThat(told(id)).hasSize(2);
    ring(journey, id, "gate-slot", end.plusSeconds(60), end);
    assertThat(told(id)).hasSize(2);
    ring(journey, id, "gate-slot", later, later);

    assertThat(told(id)).hasSize(3);
  }

  @Test
  void aDeskThatReadTheAlertIsToldOfTheChanceAllTheSame() {
    String id = released("AMBER", ROTTERDAM);
    assertThat(Ports.NL_ANALYST.act(id, "acknowledgement", "").status()).isEqualTo(200);

    ring(id);

    assertThat(told(id)).hasSize(2);
  }

  @Test
  void whatOnePersonFoundStopsTheirOwnDeskAlone() {
    String id = released("AMBER", ROTTERDAM);
    String sighting = sighted(id, "controlled-found", Instant.now());

    ring(id);
    assertThat(told(id)).containsExactly("nl-seaport-police last-chance false");
    assertThat(Ports.NL_OFFICER.act(id, "sightings/" + sighting + "/release", "").status())
        .isEqualTo(200);
    ring(id);

    assertThat(told(id)).hasSize(2).containsOnly("nl-seaport-police last-chance false");
  }

  @Test
  void whatASecondAuthorityLetOutStopsEveryDesk() {
    String id = released("AMBER", ROTTERDAM);
    String sighting = sighted(id, "controlled-found", Instant.now());
    assertThat(NL_POLICE.act(id, "sightings/" + sighting + "/release", "").status()).isEqualTo(200);

    ring(id);

    assertThat(told(id)).isEmpty();
  }

  @Test
  void whatWasControlledBeforeThisJourneyStopsNobody() {
    String id = released("AMBER", ROTTERDAM, "validFrom", "\"2026-01-01T00:00:00Z\"");
    sighted(id, "controlled-found", end.minus(73, ChronoUnit.HOURS));

    ring(id);
    assertThat(told(id)).hasSize(2);
    sighted(id, "controlled-found", end.minus(71, ChronoUnit.HOURS));
    ring(id);

    assertThat(told(id)).hasSize(3);
  }

  @Test
  void whatWasControlledBeforeTheAlertStopsNobody() {
    String id = released("AMBER", ROTTERDAM);
    sighted(id, "controlled-found", Instant.now().minus(1, ChronoUnit.HOURS));

    ring(id);

    assertThat(told(id)).hasSize(2);
  }

  @Test
  void thatNothingWasFoundIsNotForOnePersonToSay() {
    String id = released("AMBER", ROTTERDAM);
    String sighting = sighted(id, "controlled-nothing-found", Instant.now());

    ring(id);
    assertThat(told(id)).hasSize(2);
    assertThat(NL_POLICE.act(id, "sightings/" + sighting + "/release", "").status()).isEqualTo(200);
    ring(id);

    assertThat(told(id)).hasSize(2);
  }

  @Test
  void whichOfSeveralBoxesWasControlledIsNotKnown() {
    String id = released("AMBER", ROTTERDAM, "containers", "[\"MSKU1234565\",\"CSQU3054383\"]");
    sighted(id, "controlled-found", Instant.now());

    ring(id);

    assertThat(told(id)).hasSize(2);
  }

  @Test
  void nothingIsPutOffPastALastChanceThatIsNear() {
    String id = released("AMBER", ROTTERDAM);
    String journey = UUID.randomUUID().toString();
    ring(journey, id);

    Api.Answer refused = putOff(id, end.plusSeconds(1));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/errors/0/field")).isEqualTo("until");
    assertThat(putOff(id, end).text("/disposition/state")).isEqualTo("snoozed");

    Instant later = end.plus(1, ChronoUnit.HOURS);
    ring(journey, id, "gate-slot", later, later);
    assertThat(putOff(id, later).status()).isEqualTo(200);
    assertThat(putOff(id, later.plusSeconds(1)).status()).isEqualTo(400);
  }

  @Test
  void whatWasPutOffPastALastChanceComesBackWhenItIsNear() {
    String longer = released("AMBER", ROTTERDAM);
    String shorter = released("AMBER", ROTTERDAM);
    assertThat(putOff(longer, end.plusSeconds(1)).status()).isEqualTo(200);
    assertThat(putOff(shorter, end).status()).isEqualTo(200);

    ring(longer);
    ring(shorter);

    assertThat(work(longer).at("/disposition").isNull()).isTrue();
    assertThat(work(shorter).at("/disposition/until").asString()).isEqualTo(end.toString());
  }

  private static Api.Answer putOff(String id, Instant until) {
    return Api.send(
        Ports.NL_ANALYST
            .request("/api/intel/alerts/" + id + "/disposition")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"state\":\"snoozed\",\"until\":\"" + until + "\"}")));
  }

  private static JsonNode work(String id) {
    return Ports.NL_ANALYST.get("/api/intel/alerts/" + id + "/work").json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | chances",
        "{\"chances\":[null]} | chances[0]",
        "{\"chances\":[{\"alert\":\"indicator--00000000-0000-4000-8000-000000000000\",\"kind\":\"eta\",\"at\":\"2098-06-05T10:00:00Z\",\"first\":\"2098-06-05T10:00:00Z\"}]}"
            + " | chances[0]",
        "{\"chances\":[{\"journey\":\"00000000-0000-4000-8000-000000000000\",\"alert\":\"MSKU1234565\",\"kind\":\"eta\",\"at\":\"2098-06-05T10:00:00Z\",\"first\":\"2098-06-05T10:00:00Z\"}]}"
            + " | chances[0]",
        "{\"chances\":[{\"journey\":\"00000000-0000-4000-8000-000000000000\","
            + "\"alert\":\"indicator--00000000-0000-4000-8000-000000000000\","
            + "\"kind\":\"soon\",\"at\":\"2098-06-05T10:00:00Z\",\"first\":\"2098-06-05T10:00:00Z\"}]} | chances[0]"
      })
  void whatIsWrongIsRefusedByField(String body, String field) {
    Api.Answer refused =
        Api.send(PeerCalls.post(Ports.NLRTM, RISK, Ports.NLRTM.risk, CHANCES, body));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/errors/0/field")).isEqualTo(field);
  }

  @Test
  void onlyThePortsOwnServiceTells() {
    String body = "{\"chances\":[]}";

    assertThat(
            Api.send(
                    PeerCalls.post(
                        Ports.NLRTM,
                        PeerCalls.peer("DEHAM"),
                        Ports.REGISTRY.key("DEHAM"),
                        CHANCES,
                        body))
                .status())
        .isEqualTo(403);
    assertThat(Ports.NL_OFFICER.post(CHANCES, body, UUID.randomUUID().toString()).status())
        .isEqualTo(403);
    assertThat(
            Api.send(PeerCalls.post(Ports.NLRTM, RISK, Ports.NLRTM.risk, CHANCES, body)).status())
        .isEqualTo(204);
  }

  /** An alert that Rotterdam's risk service was given. */
  private static String released(String tlp, String audience, String... more) {
    String id = Ports.released(tlp, audience, more);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> before(id, "true") && Ports.NL_ANALYST.sees(id));
    return id;
  }

  private static boolean before(String id, String which) {
    return !Ports.NLRTM
        .rows(
            """
            select object.id from deliveries d
              join object_versions object on object.id = d.object_id and object.modified = d.modified
             where d.recipient = 'service:risk-service' and d.seq is not null and d.object_id = '%s' and %s
            """
                .formatted(id, which))
        .isEmpty();
  }

  private void ring(String alert) {
    ring(UUID.randomUUID().toString(), alert);
  }

  private void ring(String journey, String alert) {
    ring(journey, alert, "gate-slot", end, end);
  }

  private void ring(String journey, String alert, String kind, Instant at, Instant first) {
    String body =
        "{\"chances\":[{\"journey\":\"%s\",\"alert\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"first\":\"%s\"}]}"
            .formatted(journey, alert, kind, at, first);
    Api.Answer kept = Api.send(PeerCalls.post(Ports.NLRTM, RISK, Ports.NLRTM.risk, CHANCES, body));
    assertThat(kept.status()).as(kept.raw().body()).isEqualTo(204);
  }

  private static String sighted(String id, String outcome, Instant at) {
    String body =
        "{\"at\":\"%s\",\"place\":\"Quay 12\",\"outcome\":\"%s\",\"note\":\"\"}"
            .formatted(at, outcome);
    Api.Answer said = Ports.NL_ANALYST.act(id, "sightings", body);
    assertThat(said.status()).isEqualTo(201);
    return said.text("/id");
  }

  private static List<String> told(String alert) {
    return Ports.NLRTM.rows(
        "select organisation || ' ' || kind || ' ' || quiet::text from duty_notice where about = '%s'"
            .formatted(alert));
  }

  private static Optional<JsonNode> notice(Api who, String alert) {
    return who.get("/api/intel/duty/notices?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("about").asString().equals(alert))
        .findFirst();
  }
}
