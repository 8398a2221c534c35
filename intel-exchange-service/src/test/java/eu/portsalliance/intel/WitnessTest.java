package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.audit.Head;
import eu.portsalliance.audit.Sealer;
import eu.portsalliance.intel.audit.WitnessRounds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rotterdam follows Antwerp's log, and somebody in Antwerp has a hand in its database. */
class WitnessTest {

  private static final String LOG = "BEANR/intel-exchange-service";

  private StubRegistry registry;
  private TestPort antwerp;
  private TestPort rotterdam;
  private Api analyst;
  private Api auditor;

  @BeforeEach
  void witnessed() {
    registry = new StubRegistry("NLRTM", "BEANR");
    antwerp = new TestPort("BEANR", registry);
    rotterdam = new TestPort("NLRTM", registry);
    analyst = Api.person(antwerp, "be-analyst", "be-federal-police", "intel-analyst");
    auditor = Api.person(rotterdam, "nl-auditor", "nl-customs", "auditor");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              antwerp.fetchDirectory();
              rotterdam.fetchDirectory();
              return antwerp.linked() && rotterdam.linked();
            });
    WitnessRounds.byHandAlone(rotterdam);
    recordMore();
    WitnessRounds.round(rotterdam);
    assertThat(seen()).isPositive();
    assertThat(alarms()).isEmpty();
  }

  @AfterEach
  void stop() {
    antwerp.close();
    rotterdam.close();
    registry.close();
  }

  @Test
  void headsAreKeptWhereTheOtherPortHasNoHandAndProveWhatItSigned() {
    JsonNode log = log();
    assertThat(log.path("size").longValue()).isEqualTo(seen());
    String newest = log.at("/heads/0").asString();
    assertThat(
            Head.verified(newest, (_, _) -> Optional.of(registry.key("BEANR")))
                .orElseThrow()
                .size())
        .isEqualTo(seen());
    assertThat(Head.verified(newest, (_, _) -> Optional.of(registry.key("NLRTM")))).isEmpty();
    assertThat(
            Api.person(rotterdam, "nl-officer", "nl-customs", "intel-officer")
                .get("/api/intel/audit/witnessed")
                .status())
        .isEqualTo(403);
  }

  @Test
  void aHashChangedBehindItsBackIsAForkAndTheForkedHeadIsKeptAsProof()
      throws IOException, InterruptedException {
    long before = seen();
    recordMore();
    antwerp.execute(
        "update notarised_leaf set hash = sha256('other') where service = 'intel-exchange-service' and index = "
            + before);
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).containsExactly("fork");
    assertThat(seen()).isEqualTo(before);
    String proof = log().at("/alarms/0/head").asString();
    assertThat(Head.verified(proof, (_, _) -> Optional.of(registry.key("BEANR")))).isPresent();
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).as("raised once").containsExactly("fork");
    assertThat(rotterdam.health().at("/components/witness/details/alarms/0/kind").asString())
        .isEqualTo("fork");
    assertThat(ready()).isEqualTo(200);
  }

  @Test
  void whatHealthKnowsIsToldToAuditorsAndToNoStranger() throws IOException, InterruptedException {
    URI health = URI.create(rotterdam.address + "/actuator/health");
    Api officer = Api.person(rotterdam, "nl-officer", "nl-customs", "intel-officer");
    for (HttpRequest request :
        new HttpRequest[] {
          HttpRequest.newBuilder(health).build(), officer.request("/actuator/health").build()
        }) {
      assertThat(told(request))
          .contains("\"status\":\"UP\"")
          .doesNotContain("components", "details");
    }
    assertThat(told(auditor.request("/actuator/health").build()))
        .contains("\"components\"", "\"sealed\"");
  }

  private static String told(HttpRequest request) throws IOException, InterruptedException {
    return Api.HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void aLogCutOffAtItsEndIsAGapUntilItIsProvenWholeAgain() {
    antwerp.bean(Sealer.class).destroy();
    antwerp.execute(
        """
        delete from notarised_head where size > 1;
        update notarised_log set size = 1,
               frontier = (select hash from notarised_leaf l where l.service = notarised_log.service and index = 0);
        delete from notarised_leaf where index > 0
        """);
    assertThat(allSigned()).as("what is cut off is signed again").isFalse();
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).containsExactly("gap");
    antwerp.restart();
    await().atMost(Duration.ofSeconds(30)).until(this::allSigned);
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).isEmpty();
    assertThat(log().at("/alarms/0/endedAt").isNull()).isFalse();
  }

  @Test
  void aPortThatIsNotHeardOfIsSilentUntilItAnswersAgain() {
    antwerp.close();
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).as("not at once").isEmpty();
    rotterdam.execute(
        "update witnessed_log set answered_at = answered_at - interval '6 minutes' where log = '"
            + LOG
            + "'");
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).containsExactly("silence");
    antwerp.restart();
    await().atMost(Duration.ofSeconds(30)).until(this::allSigned);
    WitnessRounds.round(rotterdam);
    assertThat(alarms()).isEmpty();
  }

  @Test
  void aLogPutBackForGoodIsFollowedAnewByHandAndWhatWasSeenStaysAsProof() {
    long before = seen();
    rotterdam.execute("select witness_anew('" + LOG + "', 'restored from the backup of the 20th')");
    WitnessRounds.round(rotterdam);
    assertThat(seen()).isGreaterThanOrEqualTo(before);
    assertThat(rotterdam.rows("select size from witnessed_before"))
        .containsExactly(String.valueOf(before));
    assertThat(rotterdam.rows("select jsonb_array_length(heads) > 0 from witnessed_before"))
        .containsExactly("t");
  }

  @Test
  void anotherPortMayFollowTheLogsOfThisOneAndNoOtherNames() {
    assertThat(ask("intel-exchange-service?from=0").status()).isEqualTo(200);
    assertThat(ask("intel-exchange-service?from=1000000").status()).isEqualTo(409);
    assertThat(ask("anything-else").status()).isEqualTo(404);
  }

  private Api.Answer ask(String log) {
    return Api.send(
        PeerCalls.get(
            antwerp,
            PeerCalls.peer("NLRTM"),
            registry.key("NLRTM"),
            "/api/intel/peer/v1/audit/" + log));
  }

  private void recordMore() {
    for (int i = 0; i < 3; i++) {
      assertThat(analyst.draft(Ports.draft("GREEN", "[]")).status()).isEqualTo(201);
    }
    await().atMost(Duration.ofSeconds(20)).until(this::allSigned);
  }

  /** Also where it was signed: what is cut off there stays signed in the log itself. */
  private boolean allSigned() {
    return antwerp
        .rows(
            """
            select (select count(*) from audit_record) = l.size and l.size = l.signed_size
                   and l.size = (select n.size from notarised_log n where n.service = 'intel-exchange-service')
              from audit_log l
            """)
        .equals(List.of("t"));
  }

  private long seen() {
    return rotterdam.database.count("select size from witnessed_log where log = '" + LOG + "'");
  }

  private List<String> alarms() {
    return rotterdam.rows(
        "select kind from audit_alarm where ended_at is null and log = '" + LOG + "'");
  }

  private JsonNode log() {
    Api.Answer answer = auditor.get("/api/intel/audit/witnessed");
    assertThat(answer.status()).isEqualTo(200);
    return answer
        .json()
        .path("logs")
        .valueStream()
        .filter(log -> log.path("log").asString().equals(LOG))
        .findFirst()
        .orElseThrow();
  }

  private int ready() throws IOException, InterruptedException {
    HttpRequest request = auditor.request("/actuator/health/readiness").build();
    return Api.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
