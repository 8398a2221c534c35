package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bad input is refused with a reason that names the field, and changes nothing. */
class BadInputTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "Idempotency-Key";
  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  /**
   * A draft as it should not be.
   *
   * @param field that the refusal names, empty if it is about the whole
   */
  record Bad(
      String what,
      @Nullable String contentType,
      String body,
      Map<String, String> headers,
      int status,
      String problem,
      String field) {
    @Override
    public String toString() {
      return what + " is " + status + " " + problem;
    }
  }

  static Stream<Bad> drafts() {
    Map<String, Object> good = Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM")));
    String text = JSON.writeValueAsString(good);
    return Stream.of(
        body(
            "a body that breaks off in the middle of a value",
            text.substring(0, text.indexOf("control") + 3),
            "malformed-request"),
        body(
            "a body that breaks off after a value",
            text.substring(0, text.lastIndexOf(',')),
            "malformed-request"),
        body(
            "a body with a stray sign in a value",
            text.replace("\"AMBER\"", "@AMBER"),
            "malformed-request"),
        body("an empty body", "", "malformed-request"),
        body("a body that is no object", "[1, 2]", "malformed-request"),
        body(
            "a body nested a thousand deep",
            "[".repeat(2000) + "]".repeat(2000),
            "malformed-request"),
        bad("a field that nobody knows", with(good, "colour", "red"), "unknown-field", "colour"),
        bad(
            "a misspelt field deep inside",
            with(good, "audience", List.of(Map.of("harbour", "NLRTM"))),
            "unknown-field",
            "audience[0].harbour"),
        bad("a marking that does not exist", with(good, "tlp", "ORANGE"), "invalid-field", "tlp"),
        bad("no container", with(good, "containers", List.of()), "invalid-field", "containers"),
        bad(
            "something that is no container number",
            with(good, "containers", List.of("MSKU12")),
            "invalid-field",
            "containers[0]"),
        bad(
            "an unknown port in the audience",
            with(good, "audience", List.of(Drafts.port("ZZZZZ"))),
            "invalid-field",
            "audience[0].port"),
        bad(
            "an end that has passed",
            with(good, "validUntil", Instant.now().minusSeconds(60).toString()),
            "invalid-field",
            "validUntil"),
        bad("no legal basis", Drafts.without(good, "legalBasis"), "invalid-field", "legalBasis"),
        bad("an empty title", with(good, "title", " "), "invalid-field", "title"),
        typed("plain text", "text/plain", text),
        typed("XML", "application/xml", "<alert/>"),
        typed("a form", "application/x-www-form-urlencoded", "title=a"),
        new Bad(
            "a body larger than a mebibyte",
            "application/json",
            JSON.writeValueAsString(with(good, "narrative", "x".repeat(MEBIBYTE))),
            key(),
            413,
            "payload-too-large",
            ""),
        new Bad(
            "a write without a key",
            "application/json",
            text,
            Map.of(),
            400,
            "idempotency-key-required",
            KEY),
        new Bad(
            "a key that is too long",
            "application/json",
            text,
            Map.of(KEY, "k".repeat(129)),
            400,
            "idempotency-key-required",
            KEY),
        new Bad(
            "a purpose that is not of the list",
            "application/json",
            text,
            Map.of(KEY, UUID.randomUUID().toString(), "X-Purpose", "curiosity"),
            400,
            "purpose-required",
            "X-Purpose"),
        new Bad(
            "a case in strange characters",
            "application/json",
            text,
            Map.of(KEY, UUID.randomUUID().toString(), "X-Case", "<script>"),
            400,
            "purpose-required",
            "X-Case"));
  }

  @ParameterizedTest
  @MethodSource("drafts")
  void of_a_draft(Bad bad) {
    Api analyst = Callers.person("be-analyst", "BEANR");
    List<String> before = drafts(analyst);
    Answer answer = analyst.send("POST", Alerts.PATH, bad.contentType(), bad.body(), bad.headers());
    assertThat(answer.status()).as("%s", answer).isEqualTo(bad.status());
    assertThat(answer.problem()).as("%s", answer).isEqualTo(bad.problem());
    assertThat(answer.json().path("type").asString()).isEqualTo("/problems/" + bad.problem());
    assertThat(answer.json().path("detail").asString()).isNotBlank();
    if (!bad.field().isEmpty()) {
      assertThat(answer.json().path("errors").valueStream().map(e -> e.path("field").asString()))
          .as("%s", answer)
          .contains(bad.field());
    }
    assertThat(drafts(analyst)).isEqualTo(before);
  }

  @Test
  void without_purpose_and_case_nothing_is_read() {
    for (String path : List.of(Alerts.PATH, Alerts.PATH + "/stream", "/api/risk/ranking")) {
      Answer answer = Callers.withoutPurpose("nl-analyst", "NLRTM").get(path);
      assertThat(answer.status()).as("%s", answer).isEqualTo(400);
      assertThat(answer.problem()).isEqualTo("purpose-required");
    }
  }

  @Test
  void a_release_is_refused_that_nobody_may_make_so() {
    Api analyst = Callers.person("be-analyst", "BEANR");
    Api officer = Callers.person("be-officer", "BEANR");
    Map<String, Object> body = Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("BEANR")));
    JsonNode draft = Alerts.draft(analyst, body);
    String path = Alerts.releasePath(draft);
    is(officer.post(path, Map.of()), 400, "invalid-field");
    is(officer.post(path, Map.of("version", 1, "force", true)), 400, "unknown-field");
    is(officer.post(path, Map.of("version", 7)), 409, "stale-version");
    is(Alerts.release(officer, Alerts.draft(officer, body)), 409, "second-person-required");
    is(
        officer.post(
            Alerts.PATH + "/indicator--" + UUID.randomUUID() + "/release", Map.of("version", 1)),
        404,
        "not-found");
    assertThat(officer.get(Alerts.PATH + "/" + Alerts.id(draft)).json().path("state").asString())
        .isEqualTo("draft");
    assertThat(Alerts.release(officer, draft).status()).isEqualTo(200);
    is(Alerts.release(officer, draft), 409, "conflict");
  }

  @Test
  void a_repetition_under_the_same_key_is_the_same_act_and_another_body_is_refused() {
    Api analyst = Callers.person("be-analyst", "BEANR");
    String key = UUID.randomUUID().toString();
    Map<String, Object> body = Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("BEANR")));
    Answer first = analyst.post(Alerts.PATH, body, key);
    Answer again = analyst.post(Alerts.PATH, body, key);
    assertThat(first.status()).as("%s", first).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    is(
        analyst.post(Alerts.PATH, Drafts.with(body, "title", "Another"), key),
        422,
        "idempotency-key-reused");
  }

  @Test
  void reading_with_limits_and_cursors_of_ones_own_making_is_refused() {
    Api reader = Callers.person("nl-analyst", "NLRTM");
    is(reader.get(Alerts.PATH + "?limit=0"), 400, "invalid-field");
    is(reader.get(Alerts.PATH + "?limit=many"), 400, "invalid-field");
    is(reader.get(Alerts.PATH + "?limit=201"), 400, "invalid-field");
    is(reader.get(Alerts.PATH + "?state=secret"), 400, "invalid-field");
    is(reader.get(Alerts.PATH + "?cursor=AAAA"), 400, "invalid-cursor");
    is(reader.get("/api/risk/ranking?limit=100000"), 400, "invalid-field");
  }

  @Test
  void of_two_events_the_bad_one_is_refused_by_name_and_the_good_one_taken() {
    String good = rotterdam.arrived();
    String bad = Boxes.fresh();
    Map<String, Object> wrong =
        Drafts.with(
            rotterdam.event(bad, "DISC", "ACT", Duration.ofMinutes(-9), ""), "eventColour", "red");
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(rotterdam.event(good, "CUSS", "ACT", Duration.ofMinutes(-9), ""));
    events.add(wrong);
    Answer answer = Callers.machine("pcs-nlrtm").post("/api/risk/events", Map.of("events", events));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    JsonNode results = answer.json().path("results");
    assertThat(results.path(0).path("status").asString()).isEqualTo("accepted");
    assertThat(results.path(1).path("status").asString()).isEqualTo("refused");
    assertThat(results.path(1).path("feedbackElements").path(0).path("property").asString())
        .isEqualTo("eventColour");
    Api analyst = Callers.person("nl-analyst", "NLRTM");
    JsonNode journey = analyst.get("/api/risk/containers/" + good).json().path("journey");
    assertThat(journey.path("lastEvent").path("code").asString()).isEqualTo("CUSS");
    assertThat(analyst.get("/api/risk/containers/" + bad).status()).isEqualTo(404);
  }

  private static void is(Answer answer, int status, String problem) {
    assertThat(answer.status()).as("%s", answer).isEqualTo(status);
    assertThat(answer.problem()).as("%s", answer).isEqualTo(problem);
  }

  private static List<String> drafts(Api reader) {
    return Alerts.all(reader, "draft").stream().map(Alerts::id).toList();
  }

  private static Map<String, Object> with(Map<String, Object> draft, String field, Object value) {
    return Drafts.with(draft, field, value);
  }

  private static Map<String, String> key() {
    return Map.of(KEY, UUID.randomUUID().toString());
  }

  private static Bad bad(String what, Map<String, Object> body, String problem, String field) {
    return new Bad(
        what, "application/json", JSON.writeValueAsString(body), key(), 400, problem, field);
  }

  private static Bad body(String what, String body, String problem) {
    return new Bad(what, "application/json", body, key(), 400, problem, "");
  }

  private static Bad typed(String what, String contentType, String body) {
    return new Bad(what, contentType, body, key(), 415, "unsupported-media-type", "");
  }
}
