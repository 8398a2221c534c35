package eu.portsalliance.intel.work;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AlertWorkTest {

  private static final Api VISITOR = Api.person(BEANR, "nl-visitor", "nl-customs", "intel-analyst");

  private static final Api COLLEAGUE =
      Api.person(BEANR, "nl-colleague", "nl-customs", "intel-analyst");

  @Test
  void theFirstAcknowledgementCountsAndPersonsAreNamedToTheirOwnOrganisationAlone() {
    String id = released("GREEN");
    Api.Answer first = act(VISITOR, id, "acknowledgement", "");
    assertThat(first.status()).isEqualTo(200);
    assertThat(act(VISITOR, id, "acknowledgement", "").json()).isEqualTo(first.json());
    act(BE_ANALYST, id, "acknowledgement", "");
    Api colleague = Api.person(BEANR, "be-other", "be-federal-police", "intel-analyst");
    assertThat(shown(BE_ANALYST, "/" + id, id).at("/acknowledged").booleanValue()).isTrue();
    assertThat(shown(BE_ANALYST, "?limit=200", id).at("/acknowledged").booleanValue()).isTrue();
    assertThat(shown(colleague, "/" + id, id).at("/acknowledged").booleanValue()).isFalse();

    Api.Answer controller = BE_OFFICER.get("/api/intel/alerts/" + id + "/work");
    assertThat(controller.json().at("/acknowledgements")).hasSize(2);
    assertThat(controller.text("/acknowledgements/0/organisation")).isEqualTo("nl-customs");
    assertThat(controller.json().at("/acknowledgements/0/person").isNull()).isTrue();
    assertThat(controller.text("/acknowledgements/1/person"))
        .isEqualTo("be-federal-police:be-analyst");
    Api.Answer own = VISITOR.get("/api/intel/alerts/" + id + "/work");
    assertThat(own.json().at("/acknowledgements")).hasSize(1);
    assertThat(own.text("/acknowledgements/0/person")).isEqualTo("nl-customs:nl-visitor");
  }

  @Test
  void aDispositionSortsTheListOfItsOrganisationAndNobodyElses() {
    String id = released("GREEN", "narrative", "\"A bandicoot was seen.\"");
    await().until(() -> listed(VISITOR, "q=bandicoot&disposition=open", id));
    assertThat(
            sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}").status())
        .isEqualTo(200);

    assertThat(listed(VISITOR, "q=bandicoot&disposition=open", id)).isFalse();
    assertThat(listed(VISITOR, "q=bandicoot&disposition=not-ours", id)).isTrue();
    assertThat(listed(VISITOR, "q=bandicoot", id)).isTrue();
    for (String path :
        new String[] {
          "/" + id, "?limit=200", "/search?q=bandicoot", "/search?disposition=not-ours"
        }) {
      assertThat(shown(VISITOR, path, id).at("/disposition").toString())
          .as(path)
          .isEqualTo(
              "{\"state\":\"not-ours\",\"until\":null,\"reason\":\"Another terminal\","
                  + "\"person\":\"nl-customs:nl-visitor\",\"confirmedBy\":null}");
      assertThat(
              shown(BE_ANALYST, path.replace("disposition=not-ours", "q=bandicoot"), id)
                  .at("/disposition")
                  .isNull())
          .as(path)
          .isTrue();
    }
    assertThat(listed(BE_ANALYST, "q=bandicoot&disposition=open", id)).isTrue();
    assertThat(VISITOR.get("/api/intel/alerts/" + id + "/work").text("/disposition/reason"))
        .isEqualTo("Another terminal");
    assertThat(
            BE_ANALYST.get("/api/intel/alerts/" + id + "/work").json().at("/disposition").isNull())
        .isTrue();

    assertThat(sort(VISITOR, id, "{\"state\":\"open\"}").status()).isEqualTo(200);
    assertThat(listed(VISITOR, "q=bandicoot&disposition=open", id)).isTrue();
  }

  @Test
  void thatItIsNotOursHoldsForColleaguesOnceOneOfThemSaysSoToo() {
    String id = released("GREEN", "narrative", "\"A dasyure was seen.\"");
    await().until(() -> listed(COLLEAGUE, "q=dasyure&disposition=open", id));
    sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}");
    sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}");

    assertThat(listed(VISITOR, "q=dasyure&disposition=set-aside", id)).isTrue();
    assertThat(listed(COLLEAGUE, "q=dasyure&disposition=open", id)).isTrue();
    assertThat(listed(COLLEAGUE, "q=dasyure&disposition=set-aside", id)).isFalse();
    assertThat(dispositions(VISITOR, "q=dasyure")).isEqualTo("{\"not-ours\":1}");
    assertThat(dispositions(COLLEAGUE, "q=dasyure")).isEqualTo("{\"open\":1}");
    assertThat(shown(COLLEAGUE, "/" + id, id).at("/disposition/person").asString())
        .isEqualTo("nl-customs:nl-visitor");
    assertThat(shown(COLLEAGUE, "/" + id, id).at("/disposition/confirmedBy").isNull()).isTrue();

    refused(sort(COLLEAGUE, id, "{\"state\":\"not-ours\"}"), "reason");
    Api.Answer second = sort(COLLEAGUE, id, "{\"state\":\"not-ours\",\"reason\":\"So it is\"}");
    assertThat(second.text("/disposition/reason")).isEqualTo("Another terminal");
    assertThat(second.text("/disposition/person")).isEqualTo("nl-customs:nl-visitor");
    assertThat(second.text("/disposition/confirmedBy")).isEqualTo("nl-customs:nl-colleague");
    Api third = Api.person(BEANR, "nl-third", "nl-customs", "intel-reader");
    assertThat(listed(third, "q=dasyure&disposition=open", id)).isFalse();
    assertThat(listed(third, "q=dasyure&disposition=not-ours", id)).isTrue();
    assertThat(listed(third, "q=dasyure", id)).isTrue();
    assertThat(dispositions(third, "q=dasyure")).isEqualTo("{\"not-ours\":1}");
    assertThat(shown(third, "?limit=200", id).at("/disposition/confirmedBy").asString())
        .isEqualTo("nl-customs:nl-colleague");

    sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Still\"}");
    assertThat(dispositions(third, "q=dasyure")).isEqualTo("{\"not-ours\":1}");
    assertThat(sort(COLLEAGUE, id, "{\"state\":\"open\"}").status()).isEqualTo(200);
    assertThat(dispositions(third, "q=dasyure")).isEqualTo("{\"open\":1}");
  }

  @Test
  void whatIsSetAsideIsOneVersionAndTheNextOneIsOpen() {
    String id = released("GREEN", "narrative", "\"A pygmypossum was seen.\"");
    await().until(() -> listed(COLLEAGUE, "q=pygmypossum&disposition=open", id));
    sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}");
    sort(COLLEAGUE, id, "{\"state\":\"not-ours\",\"reason\":\"Another terminal\",\"version\":1}");
    assertThat(dispositions(VISITOR, "q=pygmypossum")).isEqualTo("{\"not-ours\":1}");

    String more = "\"A pygmypossum was seen. It goes to your terminal.\"";
    assertThat(BE_ANALYST.edit(id, 1, Ports.draft("GREEN", "[]", "narrative", more)).status())
        .isEqualTo(200);
    assertThat(BE_OFFICER.release(id, 2).status()).isEqualTo(200);
    await().until(() -> listed(VISITOR, "q=terminal%20pygmypossum&disposition=open", id));
    assertThat(listed(VISITOR, "q=pygmypossum&disposition=set-aside", id)).isFalse();
    assertThat(listed(VISITOR, "q=pygmypossum&disposition=not-ours", id)).isFalse();
    assertThat(dispositions(VISITOR, "q=pygmypossum")).isEqualTo("{\"open\":1}");
    for (String path : new String[] {"/" + id, "?limit=200", "/search?q=pygmypossum"}) {
      assertThat(shown(VISITOR, path, id).at("/disposition").isNull()).as(path).isTrue();
    }
    assertThat(VISITOR.get("/api/intel/alerts/" + id + "/work").json().at("/disposition").isNull())
        .isTrue();

    Api.Answer stale =
        sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"Still\",\"version\":1}");
    assertThat(stale.text("/type")).isEqualTo("/problems/stale-version");
    Api.Answer anew =
        sort(COLLEAGUE, id, "{\"state\":\"not-ours\",\"reason\":\"Still\",\"version\":2}");
    assertThat(anew.text("/disposition/reason")).isEqualTo("Still");
    assertThat(anew.json().at("/disposition/confirmedBy").isNull()).isTrue();
    assertThat(dispositions(VISITOR, "q=pygmypossum")).isEqualTo("{\"open\":1}");
    Api.Answer second = sort(VISITOR, id, "{\"state\":\"not-ours\",\"reason\":\"So it is\"}");
    assertThat(second.text("/disposition/confirmedBy")).isEqualTo("nl-customs:nl-visitor");
    assertThat(dispositions(VISITOR, "q=pygmypossum")).isEqualTo("{\"not-ours\":1}");
  }

  @Test
  void nothingIsPutOffForMoreThanADayOrPastItsEnd() {
    Instant end = Instant.now().plus(9, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    String id = released("GREEN", "validUntil", "\"" + end + "\"");
    String lasting = released("GREEN");
    refused(snooze(lasting, end.plus(16, ChronoUnit.HOURS)), "until");
    assertThat(snooze(lasting, end.plusSeconds(1)).status()).isEqualTo(200);
    refused(snooze(id, end.plusSeconds(1)), "until");
    assertThat(snooze(id, end).text("/disposition/state")).isEqualTo("snoozed");
  }

  private static Api.Answer snooze(String id, Instant until) {
    return sort(VISITOR, id, "{\"state\":\"snoozed\",\"until\":\"" + until + "\"}");
  }

  private static String dispositions(Api reader, String query) {
    return reader
        .get("/api/intel/alerts/search?" + query)
        .json()
        .at("/facets/disposition")
        .toString();
  }

  @Test
  void whatIsSnoozedComesBackByItself() {
    String id = released("GREEN", "narrative", "\"A kowari was seen.\"");
    String tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).toString();
    Api.Answer answer = sort(VISITOR, id, "{\"state\":\"snoozed\",\"until\":\"" + tomorrow + "\"}");
    assertThat(answer.text("/disposition/state")).isEqualTo("snoozed");
    await().until(() -> listed(VISITOR, "q=kowari&disposition=snoozed", id));
    assertThat(listed(VISITOR, "q=kowari&disposition=open", id)).isFalse();
    BEANR.execute(
        "update alert_disposition set until = now() - interval '1 second' where object_id = '"
            + id
            + "'");
    assertThat(listed(VISITOR, "q=kowari&disposition=open", id)).isTrue();
    assertThat(VISITOR.get("/api/intel/alerts/" + id + "/work").json().at("/disposition").isNull())
        .isTrue();
  }

  @Test
  void aSightingIsForTheControllerAndForItsOwnOrganisation() {
    String id = released("GREEN");
    Api.Answer said =
        act(
            VISITOR,
            id,
            "sightings",
            "{\"at\":\"2026-01-02T03:04:05Z\",\"place\":\"Quay 869\",\"outcome\":\"seen\",\"note\":\"New seal\"}");
    assertThat(said.status()).isEqualTo(201);
    assertThat(said.text("/person")).isEqualTo("nl-customs:nl-visitor");
    String path = "/api/intel/alerts/" + id + "/sightings";
    assertThat(BE_ANALYST.get(path).text("/items/0/note")).isEqualTo("New seal");
    assertThat(BE_ANALYST.get(path).json().at("/items/0/person").isNull()).isTrue();
    assertThat(VISITOR.get(path).json().at("/items")).hasSize(1);
    Api third = Api.person(BEANR, "de-visitor", "de-customs", "intel-analyst");
    assertThat(third.get(path).json().at("/items")).isEmpty();
    assertThat(
            BEANR.rows(
                "select what from audit_record where '"
                    + id
                    + "' = any(ids) and what like '%sighting%'"))
        .contains("report sighting", "read sightings");
  }

  @Test
  void whoeverDoesNotSeeTheAlertSaysNothingOfIt() {
    String id = released("AMBER");
    for (String act : new String[] {"acknowledgement", "sightings"}) {
      String body = "sightings".equals(act) ? SIGHTING : "";
      assertThat(act(VISITOR, id, act, body).status()).isEqualTo(404);
      assertThat(act(VISITOR, "indicator--" + UUID.randomUUID(), act, body).status())
          .isEqualTo(404);
    }
    assertThat(sort(VISITOR, id, "{\"state\":\"open\"}").status()).isEqualTo(404);
    assertThat(VISITOR.get("/api/intel/alerts/" + id + "/work").status()).isEqualTo(404);
    assertThat(VISITOR.get("/api/intel/alerts/" + id + "/sightings").status()).isEqualTo(404);
    Api reader = Api.person(BEANR, "be-reader", "be-federal-police", "intel-reader");
    assertThat(act(reader, id, "acknowledgement", "").status()).isEqualTo(403);
  }

  @Test
  void everyWrongFieldIsNamed() {
    String id = released("GREEN");
    refused(sort(VISITOR, id, "{\"state\":\"sold\"}"), "state");
    refused(sort(VISITOR, id, "{\"state\":\"not-ours\"}"), "reason");
    refused(sort(VISITOR, id, "{\"state\":\"snoozed\"}"), "until");
    refused(
        sort(VISITOR, id, "{\"state\":\"snoozed\",\"until\":\"2098-01-01T00:00:00Z\"}"), "until");
    refused(sort(VISITOR, id, "{\"state\":\"open\",\"until\":\"2098-01-01T00:00:00Z\"}"), "until");
    refused(
        act(VISITOR, id, "sightings", "{\"at\":\"2098-01-01T00:00:00Z\",\"outcome\":\"x\"}"),
        "at",
        "place",
        "outcome");
    refused(act(VISITOR, id, "sightings", SIGHTING.replace("Quay", "Qu\u202eay")), "place");
  }

  private static final String SIGHTING =
      "{\"at\":\"2026-01-02T03:04:05Z\",\"place\":\"Quay\",\"outcome\":\"gone\"}";

  private static void refused(Api.Answer answer, String... fields) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors").valueStream().map(e -> e.at("/field").asString()))
        .containsExactlyInAnyOrder(fields);
  }

  /** Released, and numbered for those who only read the log. */
  private static String released(String tlp, String... more) {
    String id = Ports.released(tlp, "[]", more);
    Api witness = "GREEN".equals(tlp) ? VISITOR : BE_ANALYST;
    await().until(() -> witness.sees(id));
    return id;
  }

  private static boolean listed(Api reader, String query, String id) {
    return reader.get("/api/intel/alerts/search?" + query).raw().body().contains(id);
  }

  /** The alert as an answer shows it, alone or in a list. */
  private static JsonNode shown(Api reader, String path, String id) {
    JsonNode answer = reader.get("/api/intel/alerts" + path).json();
    return answer.has("items")
        ? answer
            .at("/items")
            .valueStream()
            .filter(item -> item.at("/id").asString().equals(id))
            .findFirst()
            .orElseThrow()
        : answer;
  }

  private static Api.Answer act(Api who, String id, String act, String body) {
    return who.post("/api/intel/alerts/" + id + "/" + act, body, UUID.randomUUID().toString());
  }

  private static Api.Answer sort(Api who, String id, String body) {
    return Api.send(
        who.request("/api/intel/alerts/" + id + "/disposition")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }
}
