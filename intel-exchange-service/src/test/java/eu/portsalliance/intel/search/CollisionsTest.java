package eu.portsalliance.intel.search;

import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.PeerCalls;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two authorities' alerts on one box, and who learns of it. */
class CollisionsTest {
  private static final Api NL_SECOND =
      Api.person(NLRTM, "nl-second", "nl-customs", "intel-officer");
  private static final Api NP_ANALYST =
      Api.person(NLRTM, "np-analyst", "nl-seaport-police", "intel-analyst");
  private static final Api NP_OFFICER =
      Api.person(NLRTM, "np-officer", "nl-seaport-police", "intel-officer");
  private static final String STRICT = "[{\"organisation\":\"nl-customs\"}]";

  private final String box = "TSTU" + ThreadLocalRandom.current().nextInt(1_000_000, 10_000_000);

  @Test
  void bothControllersAreToldOnceEachOfTheirOwnAlert() {
    String customs = written(NL_ANALYST, NL_OFFICER, "AMBER", "[]");
    String police = written(NP_ANALYST, NP_OFFICER, "AMBER", "[]");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(told(NL_ANALYST, customs)).hasSize(1));
    JsonNode toCustoms = told(NL_ANALYST, customs).getFirst();
    assertThat(toCustoms.path("by").asString()).isEqualTo("nl-seaport-police");
    assertThat(toCustoms.toString()).doesNotContain(police, box);
    JsonNode toPolice = told(NP_ANALYST, police).getFirst();
    assertThat(toPolice.path("by").asString()).isEqualTo("nl-customs");
    assertThat(told(NL_ANALYST, police)).isEmpty();

    NLRTM.execute(
        "insert into alert_index_due (object_id) values ('%s'), ('%s')".formatted(customs, police));
    indexed();
    assertThat(told(NL_ANALYST, customs)).hasSize(1);
    assertThat(told(NP_ANALYST, police)).hasSize(1);
  }

  @Test
  void anAlertOfAnotherPortCollidesToo() {
    String theirs =
        Ports.released("AMBER", "[{\"port\":\"NLRTM\"}]", "containers", "[\"%s\"]".formatted(box));
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(theirs));
    String own = written(NL_ANALYST, NL_OFFICER, "AMBER", "[]");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(told(NL_ANALYST, own)).hasSize(1));
    JsonNode notice = told(NL_ANALYST, own).getFirst();
    assertThat(notice.path("by").asString()).isEqualTo("be-federal-police");
    assertThat(notice.path("port").asString()).isEqualTo("BEANR");
  }

  @Test
  void anotherPortIsToldOfItsOwnAlertAndNothingOfTheOne() {
    String theirs =
        Ports.released("AMBER", "[{\"port\":\"NLRTM\"}]", "containers", "[\"%s\"]".formatted(box));
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(theirs));
    String own = written(NL_ANALYST, NL_OFFICER, "AMBER", "[]");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(told(Ports.BE_ANALYST, theirs)).hasSize(1));
    JsonNode notice = told(Ports.BE_ANALYST, theirs).getFirst();
    assertThat(notice.path("port").asString()).isEqualTo("NLRTM");
    assertThat(notice.toString()).doesNotContain(own, "nl-customs", box);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        NLRTM.rows(
                            "select recipient from audit_record where what = 'tell by standing release: collision' and '%s' = any(ids)"
                                .formatted(theirs)))
                    .containsExactly("BEANR"));
  }

  @Test
  void aPeerTellsOnlyOfAlertsThatItWasGiven() {
    String kept = Ports.released("AMBER", "[]", "containers", "[\"%s\"]".formatted(box));
    String given =
        Ports.released("AMBER", "[{\"port\":\"DEHAM\"}]", "containers", "[\"%s\"]".formatted(box));

    Api.Answer answer = collided("[\"%s\",\"%s\"]".formatted(kept, given));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(told(Ports.BE_ANALYST, kept)).isEmpty();
    assertThat(told(Ports.BE_ANALYST, given)).hasSize(1);
    assertThat(collided("[\"no id\"]").text("/errors/0/field")).isEqualTo("alerts");
  }

  private static Api.Answer collided(String alerts) {
    return Api.send(
        PeerCalls.post(
            Ports.BEANR,
            PeerCalls.peer("DEHAM"),
            Ports.REGISTRY.key("DEHAM"),
            "/api/intel/peer/v1/collisions/told",
            "{\"alerts\":" + alerts + "}"));
  }

  @Test
  void whoeverMayNotReadTheOtherAlertLearnsOnlyThatThereIsOne() {
    String customs = written(NL_ANALYST, NL_OFFICER, "AMBER+STRICT", STRICT);
    String police = written(NP_ANALYST, NP_OFFICER, "AMBER", "[]");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(told(NP_ANALYST, police)).hasSize(1));
    JsonNode notice = told(NP_ANALYST, police).getFirst();
    assertThat(notice.has("by")).isFalse();
    assertThat(notice.path("port").asString()).isEqualTo("NLRTM");
    assertThat(notice.toString()).doesNotContain(customs, "nl-customs");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(told(NL_ANALYST, customs)).hasSize(1));
    assertThat(told(NL_ANALYST, customs).getFirst().path("by").asString())
        .isEqualTo("nl-seaport-police");
  }

  @Test
  void anAlertForNamedPersonsIsMadeKnownToNobodyAndItsOwnAreToldQuietly() {
    String persons = "[\"nl-customs:nl-officer\"]";
    String observed =
        written(
            NL_SECOND, NL_OFFICER, "AMBER", "[]", "actionOn", "\"observe\"", "persons", persons);
    String red = written(NL_SECOND, NL_OFFICER, "RED", "[]", "persons", persons);
    String police = written(NP_ANALYST, NP_OFFICER, "AMBER", "[]");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(told(NL_OFFICER, observed)).hasSize(1);
              assertThat(told(NL_OFFICER, red)).hasSize(1);
            });
    assertThat(told(NL_ANALYST, observed)).isEmpty();
    assertThat(told(NL_ANALYST, red)).isEmpty();
    assertThat(told(NP_ANALYST, police)).isEmpty();
    assertThat(
            NLRTM.rows(
                "select quiet from duty_notice where kind = 'collision' and about in ('%s', '%s')"
                    .formatted(observed, red)))
        .containsExactly("t", "t");
  }

  @Test
  void whoeverAsksGetsNoAnswerOfAMachine() {
    written(NL_ANALYST, NL_OFFICER, "AMBER", "[]");
    String request =
        written(
            NP_ANALYST,
            NP_OFFICER,
            "AMBER",
            "[{\"port\":\"NLRTM\"}]",
            "kind",
            "\"request-for-information\"",
            "actionOn",
            "\"inform\"",
            "dueAt",
            "\"2098-01-01T00:00:00Z\"");

    indexed();
    assertThat(NLRTM.rows("select 1 from alert_index where object_id = '" + request + "'"))
        .hasSize(1);
    assertThat(told(NP_ANALYST, request)).isEmpty();
  }

  /** Waits until all that was put before somebody is in the index. */
  private static void indexed() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> NLRTM.rows("select 1 from alert_index_due limit 1").isEmpty());
  }

  private String written(Api writer, Api officer, String tlp, String audience, String... more) {
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "containers";
    all[more.length + 1] = "[\"%s\"]".formatted(box);
    Api.Answer drafted = writer.draft(Ports.draft(tlp, audience, all));
    assertThat(drafted.status()).as(drafted.raw().body()).isEqualTo(201);
    String id = drafted.text("/id");
    Api.Answer released = officer.release(id, 1);
    assertThat(released.status()).as(released.raw().body()).isEqualTo(200);
    return id;
  }

  private static List<JsonNode> told(Api who, String alert) {
    return who.get("/api/intel/duty/notices?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(item -> item.path("kind").asString().equals("collision"))
        .filter(item -> item.path("about").asString().equals(alert))
        .toList();
  }
}
