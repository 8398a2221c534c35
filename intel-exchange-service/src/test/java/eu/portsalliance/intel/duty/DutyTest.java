package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.Standing;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import eu.portsalliance.peers.Peer;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class DutyTest {
  private static final String LOOKS = "/api/intel/peer/v1/looks";
  private static final String NOTICES = "/api/intel/duty/notices";

  @Test
  void aLookAtABoxTellsWhoeverOwnsTheAlertAndNobodyElse() {
    String box = box();
    String id = Ports.released("AMBER", "[]", "containers", "[\"" + box + "\"]");

    look(Ports.BEANR, box, "antwerp-port-authority", List.of());

    JsonNode notice = notice(Ports.BE_ANALYST, id).orElseThrow();
    assertThat(notice.path("kind").asString()).isEqualTo("look-up");
    assertThat(notice.path("by").asString()).isEqualTo("antwerp-port-authority");
    assertThat(notice.path("port").asString()).isEqualTo("BEANR");
    assertThat(notice(Ports.NL_ANALYST, id)).isEmpty();
  }

  @Test
  void theSameLookToldTwiceIsOneNotice() {
    String box = box();
    String id = Ports.released("AMBER", "[]", "containers", "[\"" + box + "\"]");
    String look = UUID.randomUUID().toString();

    look(Ports.BEANR, look, box, "nl-customs", List.of());
    look(Ports.BEANR, look, box, "nl-customs", List.of());

    assertThat(Ports.BEANR.rows("select looks from duty_notice where about = '" + id + "'"))
        .containsExactly("1");
  }

  @Test
  void aLookInAnotherPortIsToldAcrossPorts() {
    String box = box();
    String id =
        Ports.released("AMBER", "[{\"port\":\"NLRTM\"}]", "containers", "[\"" + box + "\"]");
    await().atMost(Duration.ofSeconds(20)).until(() -> Ports.NL_OFFICER.sees(id));

    look(Ports.NLRTM, box, "nl-customs", List.of(id));

    await().atMost(Duration.ofSeconds(30)).until(() -> notice(Ports.BE_ANALYST, id).isPresent());
    JsonNode notice = notice(Ports.BE_ANALYST, id).orElseThrow();
    assertThat(notice.path("port").asString()).isEqualTo("NLRTM");
    assertThat(notice.path("by").asString()).isEqualTo("nl-customs");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                Ports.NLRTM
                    .rows("select alert from look_due where alert = '" + id + "'")
                    .isEmpty());
    assertThat(
            Ports.NLRTM.rows(
                "select recipient from audit_record where what = 'tell by standing release: look' and '"
                    + id
                    + "' = any(ids)"))
        .containsExactly("BEANR");
  }

  @Test
  void aLookLeavesOnlyByAStandingRelease() {
    for (String tlp : List.of("GREEN", "AMBER")) {
      Ports.NLRTM.execute(
          "insert into look_due (port, source, alert, organisation, at, tlp) values ('BEOST', '%s', 'indicator--x', 'nl-customs', now(), '%s')"
              .formatted(tlp, tlp));
    }

    pass(Standing.of(StandingRelease.Type.RECEIPT, "BEOST", Tlp.AMBER_STRICT));
    assertThat(kept()).containsExactly("AMBER", "GREEN");
    pass(Standing.of(StandingRelease.Type.LOOK, "BEOST", Tlp.GREEN));
    assertThat(kept()).containsExactly("AMBER");
    pass(Standing.of(StandingRelease.Type.LOOK, "BEOST", Tlp.AMBER));
    assertThat(kept()).isEmpty();
  }

  @Test
  void nothingIsToldBeforeItsRecordIsCommittedAndAFailedAttemptIsRecordedOnce() {
    String alert = "indicator--" + UUID.randomUUID();
    Ports.NLRTM.execute(
        "insert into look_due (port, source, alert, organisation, at, tlp) values ('BEGNE', 'one', '%1$s', 'nl-customs', now(), 'GREEN'), ('BEGNE', 'two', '%1$s', 'nl-customs', now(), 'GREEN')"
            .formatted(alert));
    Ports.NLRTM.execute(
        "insert into collision_due (port, alert, at, tlp) values ('BEGNE', '%s', now(), 'GREEN')"
            .formatted(alert));
    Queue<Mono<Void>> answers = new ArrayDeque<>();
    List<String> records = new ArrayList<>();
    Mono<Void> sending =
        Mono.defer(
            () -> {
              records.addAll(disclosed(alert));
              return answers.remove();
            });
    List<Mono<Void>> passes =
        List.of(
            looks((_, _) -> sending, Standing.of(StandingRelease.Type.LOOK, "BEGNE", Tlp.AMBER))
                .pass(),
            ToldPeersTest.collisions(
                    (_, _) -> sending,
                    Standing.of(StandingRelease.Type.COLLISION, "BEGNE", Tlp.AMBER),
                    50)
                .pass());
    String look = "tell by standing release: look BEGNE";
    String collision = "tell by standing release: collision BEGNE";

    for (Mono<Void> pass : passes) {
      answers.add(Mono.error(new IllegalStateException("away")));
      answers.add(Mono.empty());
      pass.block(Duration.ofSeconds(10));
      pass.block(Duration.ofSeconds(10));
    }

    assertThat(records).containsExactly(look, look, look, collision, look, collision);
    assertThat(disclosed(alert)).containsExactly(look, collision);
    assertThat(Ports.NLRTM.rows("select source from look_due where port = 'BEGNE'")).isEmpty();
    assertThat(
            Ports.NLRTM.rows(
                "select 1 from collision_due where port = 'BEGNE' and told_at is null"))
        .isEmpty();
  }

  private static List<String> disclosed(String alert) {
    return Ports.NLRTM.rows(
        "select what || ' ' || recipient from audit_record where act = 'DISCLOSURE' and '%s' = any(ids) order by at, id"
            .formatted(alert));
  }

  private static void pass(StandingReleases standing) {
    looks((_, _) -> Mono.empty(), standing).pass().block(Duration.ofSeconds(10));
  }

  static Looks looks(ToldPeer told, StandingReleases standing) {
    return new Looks(
        Ports.NLRTM.bean(DatabaseClient.class),
        Ports.NLRTM.bean(TransactionalOperator.class),
        told,
        standing,
        Ports.NLRTM.bean(Disclosures.class),
        Ports.NLRTM.bean(Alliance.class),
        Clock.systemUTC());
  }

  private static List<String> kept() {
    return Ports.NLRTM.rows("select source from look_due where port = 'BEOST' order by 1");
  }

  @Test
  void aPeerTellsOnlyOfAlertsThatItWasGiven() {
    String id = Ports.released("AMBER", "[]");
    String body =
        "{\"looks\":[{\"id\":\"%s\",\"alert\":\"%s\",\"organisation\":\"de-customs\",\"at\":\"%s\"}]}"
            .formatted(UUID.randomUUID(), id, Instant.now());

    HttpRequest.Builder told =
        PeerCalls.post(
            Ports.BEANR,
            PeerCalls.peer("DEHAM"),
            Ports.REGISTRY.key("DEHAM"),
            LOOKS + "/told",
            body);

    assertThat(Api.send(told).status()).isEqualTo(204);
    assertThat(notice(Ports.BE_ANALYST, id)).isEmpty();
  }

  @Test
  void anObservedBoxIsToldToItsNamedPersonsAloneAndSentNowhere() {
    String box = box();
    String id =
        Ports.released(
            "AMBER",
            "[]",
            "containers",
            "[\"" + box + "\"]",
            "actionOn",
            "\"observe\"",
            "persons",
            "[\"be-federal-police:be-officer\"]");
    Api other = Api.person(Ports.BEANR, "be-other", "be-federal-police", "intel-analyst");

    look(Ports.BEANR, box, "antwerp-port-authority", List.of());

    assertThat(notice(Ports.BE_OFFICER, id)).isPresent();
    assertThat(notice(other, id)).isEmpty();
    assertThat(Ports.BEANR.rows("select quiet from duty_notice where about = '" + id + "'"))
        .containsExactly("t");
    String notice = notice(Ports.BE_OFFICER, id).orElseThrow().path("id").asString();
    assertThat(acknowledge(other, notice).status()).isEqualTo(404);
  }

  @Test
  void onlyTheFirstLookSinceTheLastAcknowledgementIsSent() {
    String box = box();
    String id = Ports.released("AMBER", "[]", "containers", "[\"" + box + "\"]");
    String quiet =
        "select quiet from duty_notice where about = '%s' order by raised_at".formatted(id);

    look(Ports.BEANR, box, "nl-customs", List.of());
    look(Ports.BEANR, box, "be-customs", List.of());
    assertThat(Ports.BEANR.rows(quiet)).containsExactly("f", "t");

    for (String notice :
        Ports.BEANR.rows("select id::text from duty_notice where about = '" + id + "'")) {
      assertThat(acknowledge(Ports.BE_ANALYST, notice).status()).isEqualTo(200);
    }
    look(Ports.BEANR, box, "nl-customs", List.of());
    assertThat(Ports.BEANR.rows(quiet)).containsExactly("f", "t", "f");
    assertThat(notice(Ports.BE_ANALYST, id)).isPresent();
  }

  @Test
  void whoeverAcknowledgesSecondChangesNothing() {
    String box = box();
    String id = Ports.released("AMBER", "[]", "containers", "[\"" + box + "\"]");
    look(Ports.BEANR, box, "nl-customs", List.of());
    String notice = notice(Ports.BE_ANALYST, id).orElseThrow().path("id").asString();

    assertThat(acknowledge(Ports.BE_ANALYST, notice).text("/acknowledgedBy"))
        .isEqualTo("be-federal-police:be-analyst");
    assertThat(acknowledge(Ports.BE_OFFICER, notice).text("/acknowledgedBy"))
        .isEqualTo("be-federal-police:be-analyst");
    assertThat(acknowledge(Ports.BE_OFFICER, UUID.randomUUID().toString()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"zone\":\"Brussels\",\"shifts\":[]} | zone",
        "{\"zone\":\"Europe/Brussels\"} | shifts",
        "{\"zone\":\"Europe/Brussels\",\"shifts\":[{\"weekday\":8,\"from\":\"08:00\",\"until\":\"09:00\",\"level\":1,\"email\":\"a@b.test\"}]}"
            + " | shifts[0].weekday",
        "{\"zone\":\"Europe/Brussels\",\"shifts\":[{\"weekday\":1,\"from\":\"08:00\",\"until\":\"07:00\",\"level\":1,\"email\":\"a@b.test\"}]}"
            + " | shifts[0].until",
        "{\"zone\":\"Europe/Brussels\",\"shifts\":[{\"weekday\":1,\"from\":\"08:00\",\"until\":\"09:00\",\"level\":1}]}"
            + " | shifts[0]",
        "{\"zone\":\"Europe/Brussels\",\"shifts\":[{\"weekday\":1,\"from\":\"08:00\",\"until\":\"09:00\",\"level\":1,\"email\":\"a@b.test\\r"
            + "\\n"
            + "Bcc: c@d.test\"}]} | shifts[0].email",
        "{\"zone\":\"Europe/Brussels\",\"shifts\":[{\"weekday\":1,\"from\":\"08:00\",\"until\":\"09:00\",\"level\":1,\"webhook\":\"https://inside.test/\"}]}"
            + " | shifts[0].webhook"
      })
  void aRotaThatCannotBeKeptIsRefusedByField(String body, String field) {
    Api.Answer refused = put(Ports.BE_OFFICER, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/errors/0/field")).isEqualTo(field);
  }

  @Test
  void aRotaIsKeptForTheOrganisationAndWrittenByAnOfficer() {
    String body =
        """
        {"zone":"Europe/Amsterdam","shifts":[{"weekday":1,"from":"08:00","until":"20:00","level":1,
         "email":"desk@nl.test"}]}
        """;

    assertThat(put(Ports.NL_ANALYST, body).status()).isEqualTo(403);
    assertThat(put(Ports.NL_OFFICER, body).status()).isEqualTo(200);
    assertThat(Ports.NL_ANALYST.get("/api/intel/duty/rota").text("/shifts/0/email"))
        .isEqualTo("desk@nl.test");
    Api visitor = Api.person(Ports.NLRTM, "be-visitor", "be-federal-police", "intel-officer");
    assertThat(visitor.get("/api/intel/duty/rota").status()).isEqualTo(403);
  }

  private static Api.Answer acknowledge(Api who, String notice) {
    return who.post(NOTICES + "/" + notice + "/acknowledgement", "", UUID.randomUUID().toString());
  }

  private static Api.Answer put(Api who, String body) {
    return Api.send(
        who.request("/api/intel/duty/rota")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static Optional<JsonNode> notice(Api who, String alert) {
    return who.get(NOTICES + "?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("about").asString().equals(alert))
        .findFirst();
  }

  private static void look(TestPort port, String box, String organisation, List<String> alerts) {
    look(port, UUID.randomUUID().toString(), box, organisation, alerts);
  }

  private static void look(
      TestPort port, String id, String box, String organisation, List<String> alerts) {
    String body =
        "{\"looks\":[{\"id\":\"%s\",\"container\":\"%s\",\"organisation\":\"%s\",\"at\":\"%s\",\"alerts\":%s}]}"
            .formatted(id, box, organisation, Instant.now(), Api.JSON.writeValueAsString(alerts));
    Peer service = new Peer(port.self(), Optional.of("risk-service"));
    Api.Answer kept = Api.send(PeerCalls.post(port, service, port.risk, LOOKS, body));
    assertThat(kept.status()).isEqualTo(204);
  }

  private static String box() {
    return "TSTU" + (1_000_000 + (int) (Math.random() * 8_999_999));
  }
}
