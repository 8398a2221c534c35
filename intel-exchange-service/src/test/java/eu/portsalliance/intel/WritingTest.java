package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.BE_SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WritingTest {

  @Test
  void aDraftIsKeptWithTheAudienceThatAReleaseWouldGive() {
    Api.Answer answer = BE_ANALYST.draft(Ports.draft("AMBER", "[{\"port\":\"NLRTM\"}]"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.raw().headers().firstValue("Location"))
        .hasValue("/api/intel/alerts/" + answer.text("/id"));
    assertThat(answer.text("/state")).isEqualTo("draft");
    assertThat(answer.json().at("/audience").toString())
        .isEqualTo("[\"nl-customs\",\"nl-seaport-police\"]");
    assertThat(answer.text("/draftedBy/person")).isEqualTo("be-federal-police:be-analyst");
    assertThat(BE_OFFICER.get("/api/intel/alerts?state=draft&limit=200").raw().body())
        .contains(answer.text("/id"));
    assertThat(BE_OFFICER.sees(answer.text("/id"))).isTrue();
  }

  @Test
  void nobodyOutsideTheControllerKnowsOfADraft() {
    String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    Api visitor = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-officer");
    Api reader = Api.person(BEANR, "be-reader", "be-federal-police", "intel-reader");
    assertThat(visitor.sees(id)).isFalse();
    assertThat(reader.sees(id)).isFalse();
    assertThat(visitor.get("/api/intel/alerts?state=draft").raw().body()).doesNotContain(id);
    assertThat(visitor.release(id, 1).status()).isEqualTo(404);
  }

  @Test
  void anotherPersonReleasesAndNotTheWriter() {
    Api writer = Api.person(BEANR, "be-chief", "be-federal-police", "intel-officer");
    String id = writer.draft(Ports.draft("GREEN", "[]")).text("/id");
    Api.Answer alone = writer.release(id, 1);
    assertThat(alone.status()).isEqualTo(409);
    assertThat(alone.text("/type")).isEqualTo("/problems/second-person-required");
    assertThat(BE_OFFICER.release(id, 2).text("/type")).isEqualTo("/problems/stale-version");
    assertThat(BE_OFFICER.release(id, 1).text("/state")).isEqualTo("released");
    assertThat(BE_OFFICER.release(id, 1).status()).isEqualTo(409);
  }

  @Test
  void aReleaseGoesToTheOrganisationsThatTheOfficerWasShownOrToNobody() {
    String id = BE_ANALYST.draft(Ports.draft("AMBER", "[{\"port\":\"NLRTM\"}]")).text("/id");
    String fewer = "{\"version\":1,\"audience\":[\"nl-customs\"]}";
    assertThat(BE_OFFICER.release(id, fewer).text("/type")).isEqualTo("/problems/stale-version");
    String same = "{\"version\":1,\"audience\":[\"nl-seaport-police\",\"nl-customs\"]}";
    assertThat(BE_OFFICER.release(id, same).text("/state")).isEqualTo("released");
  }

  @Test
  void theDatabaseItselfRefusesAReleaseByTheWriter() {
    String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                BEANR.execute(
                    "update alerts set state = 'released', released_by_person = drafted_by_person,"
                        + " released_by_organisation = controller where id = '"
                        + id
                        + "'"))
        .rootCause()
        .hasMessageContaining("released_by_second_person");
  }

  @Test
  void theDatabaseItselfKeepsWhoBeganADraftAndWhatWasReleased() {
    String draft = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
    held("update alerts set drafted_by_person = 'x:y' where id = '" + draft + "'");
    String released = Ports.released("GREEN", "[]");
    held("update alerts set content = '{}' where id = '" + released + "'");
  }

  /** As on a service that has just started: until it is numbered nobody else is shown it. */
  @Test
  void itsOwnPeopleReadAReleaseAndWhatHangsOnItBeforeItIsNumbered() {
    try (Held _ = BEANR.held("select pg_advisory_xact_lock(5276011801420093441)")) {
      Api reader = Api.person(BEANR, "be-reader", "be-federal-police", "intel-reader");
      String id = Ports.released("GREEN", "[]");
      for (String part : new String[] {"", "/work", "/sightings", "/related"}) {
        String path = "/api/intel/alerts/" + id + part;
        assertThat(BE_ANALYST.get(path).status()).as(part).isEqualTo(200);
        assertThat(reader.get(path).status()).as(part).isEqualTo(404);
      }
    }
  }

  private static void held(String statement) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> BEANR.execute(statement))
        .rootCause()
        .hasMessageContaining("stays as it was");
  }

  @Test
  void ofManyReleasesAtOnceExactlyOneWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      String id = BE_ANALYST.draft(Ports.draft("GREEN", "[]")).text("/id");
      List<Callable<Integer>> releases =
          IntStream.range(0, 4)
              .mapToObj(
                  n -> Api.person(BEANR, "officer-" + n, "be-federal-police", "intel-officer"))
              .<Callable<Integer>>map(officer -> () -> officer.release(id, 1).status())
              .toList();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(threads.invokeAll(releases).stream().map(Future::resultNow).sorted().toList())
            .containsExactly(200, 409, 409, 409);
      }
      assertThat(BEANR.rows("select count(*) from object_versions where id = '" + id + "'"))
          .containsExactly("1");
    }
  }

  @Test
  void theSameKeyGetsTheSameAnswerWithoutASecondAct() {
    String key = UUID.randomUUID().toString();
    String body = Ports.draft("GREEN", "[]");
    Api.Answer first = BE_ANALYST.draft(body, key);
    Api.Answer again = BE_ANALYST.draft(body, key);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.raw().headers().firstValue("Idempotent-Replay")).hasValue("true");
    Api.Answer other = BE_ANALYST.draft(Ports.draft("AMBER", "[]"), key);
    assertThat(other.status()).isEqualTo(422);
    String path = "/api/intel/alerts/" + first.text("/id") + "/release";
    String release = UUID.randomUUID().toString();
    assertThat(BE_OFFICER.post(path, "{\"version\":1}", release).status()).isEqualTo(200);
    assertThat(BE_OFFICER.post(path, "{\"version\":1}", release).status()).isEqualTo(200);
  }

  @Test
  void aReplayGivesNothingToWhomThePolicyNoLongerEntitles() {
    String draft = Ports.draft("RED", "[]", "persons", "[\"be-federal-police:be-officer\"]");
    String key = UUID.randomUUID().toString();
    Api.Answer first = BE_ANALYST.draft(draft, key);
    assertThat(BE_ANALYST.draft(draft, key).status()).isEqualTo(201);
    assertThat(BE_OFFICER.release(first.text("/id"), 1).status()).isEqualTo(200);

    Api.Answer again = BE_ANALYST.draft(draft, key);

    problem(again, 404, "not-found");
    assertThat(again.raw().body()).doesNotContain("switched seal");
  }

  @Test
  void charactersThatHideOrTurnTextAreRefused() {
    for (String hidden : List.of("\u202e", "\u200b", "\u2066", "\u0085", "\ufeff")) {
      String text = Api.JSON.writeValueAsString("Box " + hidden + "1");
      refused(Ports.draft("GREEN", "[]", "title", text), "title");
      refused(Ports.draft("GREEN", "[]", "narrative", text), "narrative");
    }
  }

  @Test
  void everyWrongFieldIsNamedAndNothingIsKept() {
    List<String> before =
        BEANR.rows(
            "select count(*) from alerts where controller = 'be-federal-police' and drafted_by_person like '%:clumsy'");
    Api clumsy = Api.person(BEANR, "clumsy", "be-federal-police", "intel-analyst");
    Api.Answer answer =
        clumsy.draft(
            Ports.draft(
                "ORANGE",
                "[{\"port\":\"NLRTM\",\"organisation\":\"nl-customs\"}]",
                "title",
                "\"  \"",
                "containers",
                "[\"MSKU1234565\",\"x\"]",
                "actionOn",
                "\"burn\"",
                "validUntil",
                "\"tomorrow\"",
                "reviewOn",
                "null",
                "sourceGrade",
                "\"Z\""));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(fields(answer))
        .containsExactlyInAnyOrder(
            "tlp",
            "audience[0]",
            "title",
            "containers[1]",
            "actionOn",
            "validUntil",
            "reviewOn",
            "sourceGrade");
    assertThat(
            BEANR.rows(
                "select count(*) from alerts where controller = 'be-federal-police' and drafted_by_person like '%:clumsy'"))
        .isEqualTo(before);
  }

  @Test
  void contradictoryMarkingsAreRefused() {
    String someone = "[\"be-federal-police:be-officer\"]";
    refused(Ports.draft("RED", "[{\"port\":\"NLRTM\"}]", "persons", someone), "audience");
    refused(Ports.draft("RED", "[]"), "persons");
    refused(Ports.draft("AMBER+STRICT", "[]"), "audience");
    refused(Ports.draft("AMBER", "[]", "actionOn", "\"observe\""), "persons");
    refused(Ports.draft("AMBER", "[]", "persons", someone), "persons");
    refused(Ports.draft("GREEN", "[{\"port\":\"NLRTM\"}]"), "audience");
    refused(Ports.draft("AMBER", "[{\"port\":\"FRLEH\"}]"), "audience[0].port");
    refused(Ports.draft("AMBER", "[{\"organisation\":\"nobody\"}]"), "audience[0].organisation");
    refused(Ports.draft("RED", "[]", "persons", "[\"some-terminal:x\"]"), "persons[0]");
    refused(Ports.draft("RED", "[]", "persons", someone, "actionOn", "\"control\""), "actionOn");
    refused(Ports.draft("RED", "[]", "persons", someone, "actionOn", "\"discreet\""), "actionOn");
    refused(Ports.draft("CLEAR", "[]", "actionOn", "\"discreet\""), "actionOn");
    refused(Ports.draft("GREEN", "[]", "persons", someone, "actionOn", "\"observe\""), "actionOn");
    refused(Ports.draft("CLEAR", "[]", "handlingCode", "\"H2\""), "handlingCode");
    refused(Ports.draft("GREEN", "[]", "handlingCode", "\"H3\""), "limits");
    refused(Ports.draft("GREEN", "[]", "limits", "\"Ask first.\""), "limits");
    refused(
        Ports.draft("AMBER", "[{\"port\":\"NLRTM\"},{\"organisation\":\"some-terminal\"}]"),
        "audience[1].organisation");
    refused(Ports.draft("GREEN", "[]", "version", "1"), "version");
    refused(Ports.draft("GREEN", "[]", "validUntil", "\"2020-01-01T00:00:00Z\""), "validUntil");
    refused(Ports.draft("GREEN", "[]", "title", "\"a\\u0000b\""), "title");
  }

  @Test
  void observeTakesTwoOfficers() {
    String observe =
        Ports.draft(
            "AMBER",
            "[]",
            "actionOn",
            "\"observe\"",
            "persons",
            "[\"be-federal-police:be-officer\",\"be-federal-police:be-second\"]");
    refused(observe, "actionOn");
    Api.Answer drafted = BE_SECOND.draft(observe);
    assertThat(drafted.status()).isEqualTo(201);
    String id = drafted.text("/id");
    assertThat(fields(BE_SECOND.edit(id, 1, Ports.draft("AMBER", "[]")))).isEmpty();
    Api.Answer back = BE_ANALYST.edit(id, 2, observe);
    assertThat(back.status()).isEqualTo(400);
    assertThat(fields(back)).containsExactly("actionOn");
    assertThat(BE_SECOND.edit(id, 2, observe).status()).isEqualTo(200);
    assertThat(BE_OFFICER.release(id, 3).status()).isEqualTo(200);
  }

  @Test
  void aWrongCheckDigitIsKeptAndFlagged() {
    Api.Answer answer =
        BE_ANALYST.draft(Ports.draft("GREEN", "[]", "containers", "[\"MSKU1234560\"]"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().at("/containers").toString())
        .isEqualTo("[{\"number\":\"MSKU1234560\",\"checkDigitValid\":false}]");
  }

  @Test
  void whatCannotBeReadIsRefusedWithTheRightProblem() {
    problem(BE_ANALYST.draft("{\"kind\":"), 400, "malformed-request");
    problem(BE_ANALYST.draft(Ports.draft("GREEN", "[]", "colour", "1")), 400, "unknown-field");
    problem(
        BE_ANALYST.draft(Ports.draft("GREEN", "[]", "narrative", "\"" + "x".repeat(70_000) + "\"")),
        413,
        "payload-too-large");
    problem(
        Api.send(
            BE_ANALYST
                .request("/api/intel/alerts")
                .header("Content-Type", "text/plain")
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        415,
        "unsupported-media-type");
    problem(
        Api.send(
            BE_ANALYST
                .request("/api/intel/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))),
        400,
        "idempotency-key-required");
    problem(BE_ANALYST.get("/api/intel/alerts?cursor=garbage"), 400, "invalid-cursor");
    problem(BE_ANALYST.get("/api/intel/alerts?limit=0"), 400, "invalid-field");
    problem(BE_ANALYST.get("/api/intel/alerts?limit=many"), 400, "invalid-field");
    problem(BE_ANALYST.get("/api/intel/alerts?state=sold"), 400, "invalid-field");
    problem(BE_ANALYST.get("/api/intel/alerts/%27x%27"), 404, "not-found");
    problem(BE_ANALYST.post("/api/intel/alerts/indicator--x/release", "{}", "r"), 403, "forbidden");
    problem(
        BE_OFFICER.post("/api/intel/alerts/indicator--x/release", "{}", "r"), 400, "invalid-field");
    problem(
        BE_OFFICER.post("/api/intel/alerts/indicator--x/release", "{\"version\":1.5}", "r"),
        400,
        "invalid-field");
  }

  @Test
  void withoutAPurposeNothingIsReadOrWritten() {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(java.net.URI.create(BEANR.address + "/api/intel/alerts"))
            .header("Authorization", BE_ANALYST.authorization())
            .GET();
    problem(Api.send(bare), 400, "purpose-required");
  }

  @Test
  void onlyAnAuthorityOfThisPortWrites() {
    Api foreign = Api.person(BEANR, "nl-officer", "nl-customs", "intel-officer");
    problem(foreign.draft(Ports.draft("GREEN", "[]")), 403, "forbidden");
    Api stranger = Api.person(BEANR, "x", "unknown-organisation", "intel-officer");
    problem(stranger.draft(Ports.draft("GREEN", "[]")), 403, "forbidden");
    assertThat(stranger.get("/api/intel/alerts").json().at("/items").valueStream())
        .allMatch(alert -> alert.path("tlp").asString().equals("CLEAR"));
  }

  @Test
  void pagesJoinWithoutAGapAndEachCursorIsItsReadersOwn() {
    List<String> ids = IntStream.range(0, 5).mapToObj(_ -> Ports.released("GREEN", "[]")).toList();
    org.awaitility.Awaitility.await()
        .until(
            () ->
                BE_OFFICER.get("/api/intel/alerts?limit=200").raw().body().contains(ids.getLast()));
    List<String> seen = new java.util.ArrayList<>();
    String cursor = "";
    do {
      Api.Answer page =
          BE_OFFICER.get(
              "/api/intel/alerts?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.json().at("/items").valueStream().forEach(a -> seen.add(a.path("id").asString()));
      cursor = page.json().path("next").asString("");
      if (!cursor.isEmpty()) {
        problem(BE_ANALYST.get("/api/intel/alerts?cursor=" + cursor), 400, "invalid-cursor");
      }
    } while (!cursor.isEmpty() && seen.size() < 500);
    assertThat(seen).doesNotHaveDuplicates().containsAll(ids);
  }

  private static void refused(String draft, String field) {
    Api.Answer answer = BE_ANALYST.draft(draft);
    assertThat(answer.status()).as(draft).isEqualTo(400);
    assertThat(fields(answer)).as(draft).containsExactly(field);
  }

  private static List<String> fields(Api.Answer answer) {
    return answer.json().at("/errors").valueStream().map(e -> e.path("field").asString()).toList();
  }

  private static void problem(Api.Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("/problems/" + slug);
  }
}
