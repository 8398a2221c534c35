package eu.portsalliance.risk.intake;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.testkit.ContractClient.Answer;
import eu.portsalliance.testkit.TestTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EventsTest extends RiskTest {

  @Test
  void aMessageOf30IsCommittedBefore200() {
    String box = Boxes.next();

    Answer answer =
        risk().events(integrator(), three(event(box, "DISC", "2026-11-20T08:00:00+01:00", "A1")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(results(answer, "status")).containsExactly("accepted");
    assertThat(count("select count(*) from equipment_event where container = '" + box + "'"))
        .isEqualTo(1);
    JsonNode journey = risk().read(customs(), "/api/risk/containers/" + box).json().path("journey");
    assertThat(journey.path("state").asString()).isEqualTo("open");
    assertThat(journey.path("events").get(0).path("at").asString())
        .isEqualTo("2026-11-20T08:00:00+01:00");
  }

  @Test
  void anArrayOf22IsTakenToo() {
    String box = Boxes.next();
    String event =
        """
        [{"eventID":"%s","eventType":"EQUIPMENT","eventCreatedDateTime":"2026-11-20T08:00:00Z",
          "eventClassifierCode":"ACT","eventDateTime":"2026-11-20T08:00:00Z",
          "equipmentEventTypeCode":"GTIN","equipmentReference":"%s","emptyIndicatorCode":"LADEN",
          "eventLocation":{"UNLocationCode":"NLRTM","facilityCode":"EMX",
            "facilityCodeListProvider":"SMDG"},
          "seals":[{"sealNumber":"X1","sealSource":"CAR","sealType":"BLT"}]}]
        """
            .formatted(UUID.randomUUID(), box);

    assertThat(results(risk().events(integrator(), event), "status")).containsExactly("accepted");
    assertThat(
            ranked(customs(), box)
                .orElseThrow()
                .path("journey")
                .path("lastEvent")
                .path("facility")
                .asString())
        .isEqualTo("EMX");
  }

  @Test
  void eachItemIsAcceptedKnownOrRefusedOfItself() {
    String box = Boxes.next();
    String good = event(box, "DISC", "2026-11-20T08:00:00Z", "");
    String other = good.replace("\"DISC\"", "\"GTIN\"");
    String unknown =
        event(box, "INSP", "2026-11-20T09:00:00Z", "").replace("\"eventLocation\"", "\"where\"");

    Answer answer = risk().events(integrator(), three(good, good, other, unknown, "7"));

    assertThat(results(answer, "status"))
        .containsExactly("accepted", "duplicate", "refused", "refused", "refused");
    JsonNode results = answer.json().path("results");
    assertThat(results.get(2).path("feedbackElements").get(0).path("code").asString())
        .isEqualTo("CONTRADICTS_EARLIER");
    assertThat(results.get(3).path("feedbackElements").get(0).path("property").asString())
        .isEqualTo("where");
    assertThat(results.get(3).path("feedbackElements").get(0).path("propertyPath").asString())
        .isEqualTo("$.events[3].where");
    assertThat(results(risk().events(integrator(), three(good, other)), "status"))
        .containsExactly("duplicate", "refused");
  }

  @Test
  void aWrongCheckDigitIsKeptAndFlagged() {
    Answer answer =
        risk()
            .events(integrator(), three(event("TESI1120274", "DISC", "2026-11-20T08:00:00Z", "")));

    assertThat(answer.json().path("results").get(0).path("status").asString())
        .isEqualTo("accepted");
    assertThat(
            answer
                .json()
                .path("results")
                .get(0)
                .path("feedbackElements")
                .valueStream()
                .map(f -> f.path("severity").asString() + " " + f.path("code").asString()))
        .containsExactly("WARN CATEGORY_LETTER", "WARN CHECK_DIGIT");
    JsonNode box = risk().read(customs(), "/api/risk/containers/TESI1120274").json();
    assertThat(box.path("checkDigitValid").asBoolean()).isFalse();
    assertThat(box.path("categoryValid").asBoolean()).isFalse();
    assertThat(box.path("expectedCheckDigit").asInt()).isEqualTo(7);
    assertThat(box.path("parts").valueStream().map(p -> p.path("code").asString()))
        .containsExactlyInAnyOrder("check-digit", "number-form");
    assertThat(box.path("score").asInt()).isEqualTo(20);
  }

  @Test
  void theSameKeyGetsTheSameAnswerAndOtherContentIsRefused() {
    String message = three(event(Boxes.next(), "DISC", "2026-11-20T08:00:00Z", ""));

    Answer first = risk().events(integrator(), message, "key-1");
    Answer again = risk().events(integrator(), message, "key-1");
    Answer other = risk().events(integrator(), message + " ", "key-1");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"events\":[ | malformed-request | 400",
        "application/json | {\"events\":[],\"more\":1} | unknown-field | 400",
        "application/json | {\"event\":[]} | unknown-field | 400",
        "application/json | {} | invalid-field | 400",
        "application/json | 12 | malformed-request | 400",
        "text/plain | {\"events\":[]} | unsupported-media-type | 415"
      })
  void aBadMessageIsRefusedAndChangesNothing(String type, String body, String problem, int status) {
    long before = count("select count(*) from equipment_event");

    Answer answer =
        risk().post(type, body, "Authorization", integrator(), "Idempotency-Key", "bad");

    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(count("select count(*) from equipment_event")).isEqualTo(before);
    assertThat(count("select count(*) from idempotency_key where key = 'bad'")).isZero();
  }

  @Test
  void tooManyEventsOrTooLargeABodyAreRefused() {
    String many = "[" + "{},".repeat(5_000) + "{}]";
    String large = "{\"events\":[" + " ".repeat(9_000_000) + "]}";

    assertThat(risk().events(integrator(), many).status()).isEqualTo(413);
    assertThat(risk().events(integrator(), large).problem()).isEqualTo("payload-too-large");
  }

  @Test
  void aKeyIsNeededAndTheRole() {
    assertThat(
            risk()
                .post("application/json", "{\"events\":[]}", "Authorization", integrator())
                .problem())
        .isEqualTo("idempotency-key-required");
    assertThat(
            risk()
                .post(
                    "application/json",
                    "{\"events\":[]}",
                    "Authorization",
                    customs(),
                    "Idempotency-Key",
                    "x",
                    "X-Purpose",
                    "customs-control",
                    "X-Case",
                    "C-1")
                .problem())
        .isEqualTo("forbidden");
  }

  @Test
  void aClientOfATerminalSpeaksForThatTerminal() {
    String emx =
        TestTokens.machine("tos-emx", "rotterdam-port-authority", "port-security")
            .at("NLRTM")
            .roles("port-integrator")
            .facilities("EMX")
            .bearer();

    Answer answer =
        risk().events(emx, three(event(Boxes.next(), "DISC", "2026-11-20T08:00:00Z", "")));

    assertThat(
            answer
                .json()
                .path("results")
                .get(0)
                .path("feedbackElements")
                .get(0)
                .path("code")
                .asString())
        .isEqualTo("FACILITY_NOT_YOURS");
  }

  @Test
  void aClientWithoutTerminalsSpeaksForNone() {
    String nowhere =
        TestTokens.machine("pcs-nlrtm", "rotterdam-port-authority", "port-security")
            .at("NLRTM")
            .roles("port-integrator")
            .bearer();
    String box = Boxes.next();

    Answer answer = risk().events(nowhere, three(event(box, "DISC", "2026-11-20T08:00:00Z", "")));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("forbidden");
    assertThat(answer.body()).contains("`facilities`");
    assertThat(count("select count(*) from container where number = '" + box + "'")).isZero();
  }

  @Test
  void theOrderOfArrivalMakesNoDifference() {
    String one = Boxes.next();
    String two = Boxes.next();
    List<String> codes = List.of("DISC", "INSP", "GTOT", "GTIN", "LOAD");
    journey(one, "DISC", at(1), "INSP", at(2), "GTOT", at(3), "GTIN", at(10), "LOAD", at(12));
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4));
    Collections.shuffle(order, new Random(7));
    int[] days = {1, 2, 3, 10, 12};

    for (int i : order) {
      journey(two, codes.get(i), at(days[i]));
    }

    String shape = "select count(*) from journey where state = 'closed' and container = '%s'";
    assertThat(count(shape.formatted(one))).isEqualTo(2);
    assertThat(count(shape.formatted(two))).isEqualTo(2);
    assertThat(
            count(
                """
                select count(*) from journey a join journey b
                  on a.opened = b.opened and a.closed = b.closed and a.findings = b.findings
                 where a.container = '%s' and b.container = '%s'
                """
                    .formatted(one, two)))
        .isEqualTo(2);
  }

  @Test
  void aLateEventMendsAFindingAndTheJourneyKeepsItsId() {
    String box = Boxes.next();
    risk()
        .events(
            integrator(),
            three(
                event(box, "DISC", "2026-11-20T08:00:00Z", "A1"),
                event(box, "GTIN", "2026-11-20T20:00:00Z", "B2").replace("RWG", "EMX")));
    JsonNode before = ranked(customs(), box).orElseThrow();
    assertThat(before.path("parts").get(0).path("code").asString()).isEqualTo("seal-changed");

    journey(box, "INSP", "2026-11-20T12:00:00Z");

    JsonNode after = ranked(customs(), box).orElseThrow();
    assertThat(after.path("score").asInt()).isZero();
    assertThat(after.path("journey").path("id")).isEqualTo(before.path("journey").path("id"));
  }

  @Test
  void batchesOnTheSameBoxesAtOnceLoseNothing() {
    List<String> boxes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boxes.add(Boxes.next());
    }
    List<CompletableFuture<Answer>> posts = new ArrayList<>();
    for (int batch = 0; batch < 8; batch++) {
      List<String> events = new ArrayList<>();
      for (String box : boxes) {
        events.add(event(box, "INSP", "2026-11-1%dT08:00:00Z".formatted(batch), ""));
        events.add(event(box, "DISC", "2026-11-01T08:00:00Z", ""));
      }
      Collections.shuffle(events, new Random(batch));
      String message = three(events.toArray(String[]::new));
      posts.add(CompletableFuture.supplyAsync(() -> risk().events(integrator(), message)));
    }

    assertThat(posts.stream().map(CompletableFuture::join)).allMatch(a -> a.status() == 200);
    String in = "('" + String.join("','", boxes) + "')";
    assertThat(count("select count(*) from equipment_event where container in " + in))
        .isEqualTo(40 * 9);
    assertThat(count("select count(*) from journey where container in " + in)).isEqualTo(40);
  }

  @Test
  void theRecordNamesBoxesByHashOnly() {
    String box = Boxes.next();
    journey(box, "DISC", "2026-11-20T08:00:00Z");

    assertThat(
            count(
                "select count(*) from audit_record where what = 'take equipment events' and purpose = 'port-security'"))
        .isPositive();
    assertThat(
            count("select count(*) from audit_record where array_to_string(ids, ' ') like '%TST%'"))
        .isZero();
  }

  private static String at(int day) {
    return "2026-11-%02dT08:00:00Z".formatted(day);
  }

  private static String three(String... events) {
    return "{\"events\":[" + String.join(",", events) + "]}";
  }
}
