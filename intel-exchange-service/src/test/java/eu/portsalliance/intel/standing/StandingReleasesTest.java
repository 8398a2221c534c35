package eu.portsalliance.intel.standing;

import static eu.portsalliance.intel.standing.StandingRelease.Type.LOOK;
import static eu.portsalliance.intel.standing.StandingRelease.Type.RECEIPT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.StubRegistry;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.DirectoryRounds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** At a port of its own, which lets nothing out to begin with. */
class StandingReleasesTest {
  private static final String PATH = "/api/intel/standing-releases";
  private static final Locode BEANR = new Locode("BEANR");
  private static final Locode DEHAM = new Locode("DEHAM");

  private static TestPort port;
  private static Api analyst;
  private static Api officer;
  private static Api second;

  @BeforeAll
  static void start() {
    port = new TestPort("NLRTM", new StubRegistry("NLRTM", "BEANR", "DEHAM"));
    analyst = Api.person(port, "nl-analyst", "nl-customs", "intel-analyst");
    officer = Api.person(port, "nl-officer", "nl-customs", "intel-officer");
    second = Api.person(port, "nl-seaport-officer", "nl-seaport-police", "intel-officer");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              DirectoryRounds.round(port);
              return port.bean(Alliance.class).members().filter(m -> m.peers().size() == 2);
            },
            Optional::isPresent);
  }

  @AfterAll
  static void stop() {
    port.close();
  }

  @BeforeEach
  void nothingIsReleased() {
    port.execute("delete from standing_release");
  }

  @Test
  void aReleaseHoldsForItsTypeItsPortsUpToItsCeilingOnceASecondPersonApproved() {
    String id = proposed();
    assertThat(markings(RECEIPT, BEANR)).isEmpty();

    Api.Answer approved = act(officer, id, "approval", "");

    assertThat(approved.status()).isEqualTo(200);
    assertThat(approved.text("/state")).isEqualTo("running");
    assertThat(approved.text("/proposedBy")).isEqualTo("nl-customs:nl-analyst");
    assertThat(approved.text("/approvedBy")).isEqualTo("nl-customs:nl-officer");
    assertThat(markings(RECEIPT, BEANR)).containsExactly("CLEAR", "GREEN", "AMBER");
    assertThat(markings(LOOK, BEANR)).isEmpty();
    assertThat(markings(RECEIPT, DEHAM)).isEmpty();
    assertThat(recorded(id))
        .containsExactly(
            "propose standing release: receipt by nl-customs:nl-analyst for BEANR",
            "approve standing release: receipt by nl-customs:nl-officer for BEANR");
  }

  @Test
  void nobodyApprovesWhatTheyProposed() {
    String id = created(officer, form("look", "AMBER", tomorrow(), "\"BEANR\""));

    Api.Answer alone = act(officer, id, "approval", "");

    assertThat(alone.status()).isEqualTo(409);
    assertThat(alone.text("/type")).endsWith("second-person-required");
    assertThat(alone.text("/errors/0/field")).isEqualTo("approvedBy");
    assertThat(markings(LOOK, BEANR)).isEmpty();
    assertThatThrownBy(
            () ->
                port.database.executeAsService(
                    "update standing_release set approved_by = proposed_by, approved_at = now()"))
        .hasMessageContaining("approved_by_second_person");

    assertThat(act(second, id, "approval", "").status()).isEqualTo(200);
    assertThat(markings(LOOK, BEANR)).contains("AMBER");
  }

  @Test
  void whatIsWithdrawnSpeaksNoMoreAndIsNotApprovedAgain() {
    String id = proposed();
    act(officer, id, "approval", "");
    assertThat(markings(RECEIPT, BEANR)).isNotEmpty();

    Api.Answer withdrawn = act(analyst, id, "withdrawal", "{}");

    assertThat(withdrawn.text("/state")).isEqualTo("withdrawn");
    assertThat(withdrawn.text("/withdrawnBy")).isEqualTo("nl-customs:nl-analyst");
    assertThat(markings(RECEIPT, BEANR)).isEmpty();
    assertThat(act(officer, id, "approval", "").status()).isEqualTo(409);
    assertThat(act(officer, id, "withdrawal", "{}").status()).isEqualTo(409);
    assertThat(recorded(id)).last().asString().startsWith("withdraw standing release: receipt by");
  }

  @Test
  void onePersonBringsTheEndForwardAndNobodyPutsItBack() {
    String id = proposed();
    act(officer, id, "approval", "");
    Instant sooner = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);

    Api.Answer shortened = act(analyst, id, "withdrawal", "{\"from\":\"" + sooner + "\"}");

    assertThat(shortened.text("/state")).isEqualTo("running");
    assertThat(shortened.text("/withdrawnFrom")).isEqualTo(sooner.toString());
    assertThat(markings(RECEIPT, BEANR)).isNotEmpty();
    for (Instant other : List.of(sooner.plusSeconds(1), Instant.now().minusSeconds(60))) {
      Api.Answer refused = act(officer, id, "withdrawal", "{\"from\":\"" + other + "\"}");
      assertThat(refused.status()).as("from %s", other).isEqualTo(400);
      assertThat(refused.text("/errors/0/field")).isEqualTo("from");
    }
    port.execute("update standing_release set withdrawn_from = now()");
    assertThat(markings(RECEIPT, BEANR)).isEmpty();
    assertThat(listed().get(0).path("state").asString()).isEqualTo("withdrawn");
  }

  @Test
  void aReleaseEndsByItselfAndAProposalThatNobodyApprovedLapses() {
    String running = proposed();
    act(officer, running, "approval", "");
    port.execute("update standing_release set ends = now()");
    String waiting = proposed();
    port.execute(
        "update standing_release set proposed_at = proposed_at - interval '7 days' where approved_at is null");

    assertThat(markings(RECEIPT, BEANR)).isEmpty();
    assertThat(act(officer, waiting, "approval", "").status()).isEqualTo(409);
    assertThat(listed())
        .extracting(one -> one.path("state").asString())
        .containsExactlyInAnyOrder("ended", "lapsed");
  }

  @ParameterizedTest
  @CsvSource({
    "alert, AMBER, P1D, '\"BEANR\"', type",
    "receipt, RED, P1D, '\"BEANR\"', ceiling",
    "receipt, amber, P1D, '\"BEANR\"', ceiling",
    "receipt, AMBER, P-1D, '\"BEANR\"', ends",
    "receipt, AMBER, P367D, '\"BEANR\"', ends",
    "receipt, AMBER, P1D, '', audience",
    "receipt, AMBER, P1D, '\"NLRTM\"', audience[0]",
    "receipt, AMBER, P1D, '\"BEANR\",\"BEANR\"', audience[1]",
    "receipt, AMBER, P1D, '\"FRLEH\"', audience[0]",
  })
  void aRefusalNamesTheField(
      String type, String ceiling, Duration ahead, String audience, String field) {
    Api.Answer refused =
        propose(analyst, form(type, ceiling, Instant.now().plus(ahead).toString(), audience));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors")).hasSize(1);
    assertThat(refused.text("/errors/0/field")).isEqualTo(field);
  }

  @Test
  void onlyPeopleOfAnAuthorityOfThePortMakeThem() {
    String form = form("receipt", "AMBER", tomorrow(), "\"BEANR\"");
    String id = proposed();

    Api visitor = Api.person(port, "be-officer", "be-federal-police", "intel-officer");
    Api terminal = Api.person(port, "terminal", "some-terminal", "intel-officer");
    for (Api stranger : List.of(visitor, terminal)) {
      assertThat(propose(stranger, form).status()).isEqualTo(403);
      assertThat(act(stranger, id, "approval", "").status()).isEqualTo(403);
      assertThat(act(stranger, id, "withdrawal", "{}").status()).isEqualTo(403);
    }
    Api colleague = Api.person(port, "nl-other", "nl-customs", "intel-analyst");
    assertThat(act(colleague, id, "approval", "").status()).isEqualTo(403);
    assertThat(act(officer, UUID.randomUUID().toString(), "approval", "").status()).isEqualTo(404);
  }

  @Test
  void theSameActAgainGetsTheSameAnswer() {
    String key = UUID.randomUUID().toString();
    String form = form("receipt", "AMBER", tomorrow(), "\"BEANR\"");
    Api.Answer first = analyst.post(PATH, form, key);
    Api.Answer again = analyst.post(PATH, form, key);

    assertThat(again.raw().body()).isEqualTo(first.raw().body());
    assertThat(again.raw().headers().firstValue("Idempotent-Replay")).contains("true");
    assertThat(listed()).hasSize(1);
  }

  @Test
  void aFloodOfProposalsBuriesNone() {
    String form = form("receipt", "AMBER", tomorrow(), "\"BEANR\"");
    for (int i = 0; i < StandingActs.WAITING_AT_MOST; i++) {
      created(analyst, form);
    }
    assertThat(propose(analyst, form).status()).isEqualTo(409);

    String one = listed().get(0).path("id").asString();
    act(officer, one, "approval", "");
    assertThat(propose(analyst, form).status()).isEqualTo(201);
  }

  @Test
  void auditorsSeeWhoProposedApprovedAndWithdrew() {
    String id = proposed();
    act(officer, id, "approval", "");
    act(second, id, "withdrawal", "{}");
    Api auditor = Api.person(port, "nl-auditor", "nl-customs", "auditor");

    JsonNode one = auditor.get("/api/intel/audit/standing-releases").json().at("/items/0");

    assertThat(one.path("id").asString()).isEqualTo(id);
    assertThat(one.path("ceiling").asString()).isEqualTo("AMBER");
    assertThat(one.path("proposedBy").asString()).isEqualTo("nl-customs:nl-analyst");
    assertThat(one.path("approvedBy").asString()).isEqualTo("nl-customs:nl-officer");
    assertThat(one.path("withdrawnBy").asString())
        .isEqualTo("nl-seaport-police:nl-seaport-officer");
    assertThat(officer.get("/api/intel/audit/standing-releases").status()).isEqualTo(403);
    assertThat(auditor.get(PATH).status()).isEqualTo(403);
    assertThat(
            port.rows(
                "select actor from audit_record where what = 'read standing releases' and actor like '%auditor'"))
        .isNotEmpty();
  }

  private static String proposed() {
    return created(analyst, form("receipt", "AMBER", tomorrow(), "\"BEANR\""));
  }

  private static String created(Api by, String form) {
    Api.Answer answer = propose(by, form);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
    return answer.text("/id");
  }

  private static Api.Answer propose(Api by, String form) {
    return by.post(PATH, form, UUID.randomUUID().toString());
  }

  private static Api.Answer act(Api by, String id, String act, String body) {
    return by.post(PATH + "/" + id + "/" + act, body, UUID.randomUUID().toString());
  }

  private static String form(String type, String ceiling, String ends, String audience) {
    return "{\"type\":\"%s\",\"audience\":[%s],\"ceiling\":\"%s\",\"ends\":\"%s\"}"
        .formatted(type, audience, ceiling, ends);
  }

  private static String tomorrow() {
    return Instant.now().plus(1, ChronoUnit.DAYS).toString();
  }

  private static JsonNode listed() {
    return officer.get(PATH).json().at("/items");
  }

  private static List<String> markings(StandingRelease.Type type, Locode peer) {
    return List.of(
        port.bean(StandingReleases.class)
            .markings(type, peer)
            .blockOptional(Duration.ofSeconds(10))
            .orElseThrow());
  }

  private static List<String> recorded(String id) {
    return port.rows(
        "select what || ' by ' || actor || ' for ' || recipient from audit_record where '%s' = any(ids) order by at, id"
            .formatted(id));
  }
}
