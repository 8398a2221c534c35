package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the policy asks for with a permission is done wherever content is shown. */
class ObligationsTest {

  private static final String LIMITS = "Only for the desk at the quay. <script>alert(1)</script>";
  private static final String ACCEPT = "{\"limits\":" + Api.JSON.writeValueAsString(LIMITS) + "}";

  private static String limited() {
    String id =
        Ports.released(
            "AMBER",
            "[{\"port\":\"NLRTM\"}]",
            "handlingCode",
            "\"H3\"",
            "limits",
            Api.JSON.writeValueAsString(LIMITS),
            "indicators",
            "[{\"type\":\"seal\",\"value\":\"AB-1234\"}]");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(id));
    return id;
  }

  @Test
  void theContentOfH3OpensForWhoeverAcceptedItsLimitsAndForNobodyElse() {
    String id = limited();

    Api.Answer closed = NL_ANALYST.get("/api/intel/alerts/" + id);
    assertThat(closed.text("/limits")).isEqualTo(LIMITS);
    assertThat(closed.json().at("/obligations").toString()).isEqualTo("[\"accept-limits\"]");
    shut(closed.json());
    NL_ANALYST
        .get("/api/intel/alerts?limit=200")
        .json()
        .at("/items")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(id))
        .forEach(ObligationsTest::shut);

    Api.Answer other = NL_ANALYST.act(id, "acceptance", "{\"limits\":\"Other words.\"}");
    assertThat(other.text("/type")).isEqualTo("/problems/stale-version");
    Api.Answer open = NL_ANALYST.act(id, "acceptance", ACCEPT);
    assertThat(open.text("/narrative")).isEqualTo("The seal differs from the bill of lading.");
    assertThat(open.json().at("/containers")).hasSize(1);
    assertThat(open.json().at("/indicators")).hasSize(1);
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + id).text("/narrative")).isNotEmpty();
    assertThat(NL_ANALYST.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);

    shut(NL_OFFICER.get("/api/intel/alerts/" + id).json());
    assertThat(
            NLRTM.rows(
                "select person || ' ' || limits from acceptances where object_id = '" + id + "'"))
        .containsExactly("nl-customs:nl-analyst " + LIMITS);
    assertThat(
            NLRTM.rows(
                "select actor from audit_record where what = 'accept limits and read alert' and '"
                    + id
                    + "' = any(ids)"))
        .contains("nl-customs:nl-analyst");
  }

  /** Beside how it is marked, and whose it is, it says nothing. */
  private static void shut(JsonNode closed) {
    ObjectNode said = ((ObjectNode) closed).deepCopy();
    said.remove(MARKS);
    assertThat(said)
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"title":"","narrative":"","containers":[],"legalBasis":"","draftedBy":null,"releasedBy":null,
                 "receipts":[],"indicators":[],"journey":null,"inReplyTo":null,"inReplyToVersion":null,
                 "wanted":null,"consent":null,"attachments":[],"disposition":null,"acknowledged":false,"gives":null}
                """));
  }

  private static final List<String> MARKS =
      List.of(
          "id",
          "version",
          "state",
          "origin",
          "controller",
          "kind",
          "tlp",
          "audience",
          "persons",
          "handlingCode",
          "sourceGrade",
          "informationGrade",
          "actionOn",
          "regime",
          "nature",
          "validFrom",
          "validUntil",
          "reviewOn",
          "created",
          "modified",
          "signature",
          "limits",
          "dueAt",
          "obligations");

  @Test
  void sightingsOfH3OpenWithItsLimits() {
    String id = limited();
    String path = "/api/intel/alerts/" + id + "/sightings";
    String seen =
        "{\"at\":\"2026-01-02T03:04:05Z\",\"place\":\"Quay 12\",\"outcome\":\"seen\",\"note\":\"New\"}";
    for (Api.Answer shut :
        List.of(
            NL_OFFICER.get(path),
            NL_OFFICER.act(id, "sightings", seen),
            NL_OFFICER.act(id, "acknowledgement", ""),
            sort(NL_OFFICER, id))) {
      assertThat(shut.status()).as(shut.raw().body()).isEqualTo(409);
      assertThat(shut.text("/type")).isEqualTo("/problems/conflict");
    }
    assertThat(NLRTM.rows("select id::text from alert_sighting where object_id = '" + id + "'"))
        .isEmpty();
    assertThat(NL_OFFICER.get("/api/intel/alerts/" + id + "/work").json().at("/acknowledgements"))
        .isEmpty();

    assertThat(NL_OFFICER.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(NL_OFFICER.act(id, "sightings", seen).status()).isEqualTo(201);
    assertThat(NL_OFFICER.get(path).json().at("/items")).hasSize(1);
    assertThat(NL_OFFICER.act(id, "acknowledgement", "").status()).isEqualTo(200);
    assertThat(sort(NL_OFFICER, id).status()).isEqualTo(200);
    assertThat(NL_ANALYST.get(path).status()).isEqualTo(409);
  }

  private static Api.Answer sort(Api who, String id) {
    return Api.send(
        who.request("/api/intel/alerts/" + id + "/disposition")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"state\":\"not-ours\",\"reason\":\"Another terminal\"}")));
  }

  @Test
  void aStreamGivesH3ShutToo() {
    try (Events rotterdam = Events.of(NL_ANALYST.request("/api/intel/alerts/stream")).opened()) {
      String id = limited();
      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.count(id) == 1);
      rotterdam.named("alert").stream()
          .filter(event -> event.data().contains(id))
          .forEach(event -> shut(Api.JSON.readTree(event.data())));
    }
  }

  @Test
  void itsControllerReadsItAndHasNothingToAccept() {
    String id = limited();
    Api.Answer own = BE_OFFICER.get("/api/intel/alerts/" + id);
    assertThat(own.text("/narrative")).isNotEmpty();
    assertThat(own.json().at("/obligations")).isEmpty();
    assertThat(BE_OFFICER.act(id, "acceptance", ACCEPT).status()).isEqualTo(409);
    Api stranger = Api.person(NLRTM, "desk", "some-terminal", "intel-reader");
    assertThat(stranger.act(id, "acceptance", ACCEPT).status()).isEqualTo(404);
  }

  @Test
  void noEditionIsWrittenOfAnAlertBeforeItsLimitsAreAccepted() {
    String id = limited();
    Api writer = Api.person(NLRTM, "nl-eager", "nl-customs", "intel-analyst");
    Api.Answer hit = writer.act(id, "editions", edition("MSKU1234565"));
    Api.Answer miss = writer.act(id, "editions", edition("CSQU3054383"));
    assertThat(hit.status()).isEqualTo(409);
    assertThat(hit.text("/type")).isEqualTo("/problems/conflict");
    assertThat(miss.json()).isEqualTo(hit.json());
    assertThat(NLRTM.rows("select id from alerts where derived_from = '" + id + "'")).isEmpty();

    assertThat(writer.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    Api.Answer written = writer.act(id, "editions", edition("MSKU1234565"));
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
    assertThat(written.text("/gives/0/code")).isEqualTo("container");
    assertThat(
            NLRTM.rows(
                "select what || ' ' || actor from audit_record where '"
                    + id
                    + "' = any(ids) and '"
                    + written.text("/alert/id")
                    + "' = any(ids)"))
        .containsExactly("draft alert nl-customs:nl-eager");
  }

  @Test
  void whatAnEditionGivesAwayIsShownOnceTheLimitsOfTheAlertBehindItAreAccepted() {
    String id = limited();
    assertThat(NL_ANALYST.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    String edition = NL_ANALYST.act(id, "editions", edition("MSKU1234565")).text("/alert/id");
    Api second = Api.person(NLRTM, "nl-late", "nl-customs", "intel-officer");
    String path = "/api/intel/alerts/" + edition;
    assertThat(second.get(path).json().at("/gives").isNull()).isTrue();
    assertThat(second.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(second.get(path).text("/gives/0/code")).isEqualTo("container");
  }

  @Test
  void anEditionIsReleasedOnceOneOfItsWritersAcceptedTheLimitsAsTheyStandNow() {
    String id = limited();
    assertThat(NL_ANALYST.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    String edition = NL_ANALYST.act(id, "editions", begun("")).text("/alert/id");
    amended(id);
    Api.Answer refused = NL_OFFICER.release(edition, 1);
    assertThat(refused.status()).as(refused.raw().body()).isEqualTo(409);
    assertThat(refused.text("/type")).isEqualTo("/problems/conflict");

    assertThat(NL_ANALYST.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(NL_OFFICER.release(edition, 1).status()).isEqualTo(200);

    Api other = Api.person(NLRTM, "nl-other", "nl-customs", "intel-analyst");
    assertThat(other.edit(edition, 1, begun("Seen again.")).status()).isEqualTo(200);
    assertThat(NL_OFFICER.release(edition, 2).text("/type")).isEqualTo("/problems/conflict");
    assertThat(other.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(NL_OFFICER.release(edition, 2).status()).isEqualTo(200);
  }

  /** A next version with the same limits, once it is here. */
  private static void amended(String id) {
    assertThat(BE_ANALYST.edit(id, 1, begun("Seen again.")).status()).isEqualTo(200);
    Api.Answer released = BE_OFFICER.release(id, 2);
    assertThat(released.status()).as(released.raw().body()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> NL_ANALYST.get("/api/intel/alerts/" + id).json().at("/version").asInt() == 2);
  }

  /** Valid from a day that no release moves, with words behind those that stand. */
  private static String begun(String more) {
    return Ports.draft(
            "AMBER",
            "[{\"port\":\"NLRTM\"}]",
            "handlingCode",
            "\"H3\"",
            "limits",
            Api.JSON.writeValueAsString(LIMITS),
            "indicators",
            "[{\"type\":\"seal\",\"value\":\"AB-1234\"}]",
            "validFrom",
            "\"2026-01-01T00:00:00Z\"")
        .replace("of lading.", "of lading. " + more);
  }

  private static String edition(String box) {
    return Ports.draft(
        "AMBER",
        "[{\"port\":\"NLRTM\"}]",
        "handlingCode",
        "\"H3\"",
        "limits",
        Api.JSON.writeValueAsString(LIMITS),
        "containers",
        "[\"" + box + "\"]");
  }

  @Test
  void h1AndH2AreShownWithTheirMark() {
    String court = Ports.released("GREEN", "[]", "handlingCode", "\"H1\"");
    String onward = Ports.released("GREEN", "[]", "handlingCode", "\"H2\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(onward));
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + court).json().at("/obligations").toString())
        .isEqualTo("[\"not-in-court\"]");
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + onward).json().at("/obligations").toString())
        .isEqualTo("[\"not-onward\"]");
  }

  @Test
  void readingUnderAnotherRegimeIsRecordedAsADisclosureWithTheLegalBasis() {
    String id = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    assertThat(crossings(BEANR, id)).isEmpty();
    assertThat(BE_OFFICER.getFor("customs-control", "/api/intel/alerts/" + id).status())
        .isEqualTo(200);
    assertThat(crossings(BEANR, id))
        .containsExactly("be-federal-police, legal basis: Directive (EU) 2016/680, article 9");
  }

  @Test
  void readingOnesOwnDraftOrWhatWasTakenBackUnderAnotherRegimeIsRecordedToo() {
    String id = BE_ANALYST.draft(Ports.draft("AMBER", "[]")).text("/id");
    String path = "/api/intel/alerts/" + id;
    assertThat(BE_ANALYST.get(path).status()).isEqualTo(200);
    assertThat(crossings(BEANR, id)).isEmpty();
    assertThat(BE_ANALYST.getFor("customs-control", path).text("/state")).isEqualTo("draft");
    assertThat(crossings(BEANR, id)).hasSize(1);
    lists(BE_OFFICER, "draft", id);
    assertThat(crossings(BEANR, id)).hasSize(2);

    assertThat(BE_OFFICER.release(id, 1).status()).isEqualTo(200);
    BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"Another box.\"}");
    assertThat(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status()).isEqualTo(200);
    assertThat(BE_ANALYST.getFor("customs-control", path).text("/state")).isEqualTo("revoked");
    assertThat(crossings(BEANR, id)).hasSize(3);
    lists(BE_OFFICER, "revoked", id);
    assertThat(crossings(BEANR, id)).hasSize(4);
  }

  private static void lists(Api who, String state, String id) {
    assertThat(
            who.getFor("customs-control", "/api/intel/alerts?limit=200&state=" + state)
                .raw()
                .body())
        .contains(id);
  }

  @Test
  void acceptingLimitsUnderAnotherRegimeIsRecordedToo() {
    String id = limited();
    Api.Answer open =
        Api.send(
            NL_ANALYST
                .request("/api/intel/alerts/" + id + "/acceptance")
                .setHeader("X-Purpose", "customs-control")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(HttpRequest.BodyPublishers.ofString(ACCEPT)));
    assertThat(open.text("/narrative")).isNotEmpty();
    assertThat(crossings(NLRTM, id))
        .containsExactly("nl-customs, legal basis: Directive (EU) 2016/680, article 9");
  }

  private static List<String> crossings(TestPort port, String id) {
    return port.rows(
        "select recipient from audit_record where act = 'DISCLOSURE' and what = 'read under another regime' and '"
            + id
            + "' = any(ids)");
  }

  @Test
  void withoutAPurposeThatIntelligenceServesNothingIsThere() {
    String id = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    assertThat(BE_OFFICER.getFor("audit", "/api/intel/alerts?limit=200").json().at("/items"))
        .isEmpty();
  }
}
