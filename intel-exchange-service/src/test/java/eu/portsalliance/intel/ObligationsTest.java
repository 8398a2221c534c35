package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

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
    shut(closed.raw().body());
    shut(
        NL_ANALYST
            .get("/api/intel/alerts?limit=200")
            .raw()
            .body()
            .split(id, 2)[1]
            .split("indicator--", 2)[0]);

    Api.Answer other = NL_ANALYST.act(id, "acceptance", "{\"limits\":\"Other words.\"}");
    assertThat(other.text("/type")).isEqualTo("/problems/stale-version");
    Api.Answer open = NL_ANALYST.act(id, "acceptance", ACCEPT);
    assertThat(open.text("/narrative")).isEqualTo("The seal differs from the bill of lading.");
    assertThat(open.json().at("/containers")).hasSize(1);
    assertThat(open.json().at("/indicators")).hasSize(1);
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + id).text("/narrative")).isNotEmpty();
    assertThat(NL_ANALYST.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);

    shut(NL_OFFICER.get("/api/intel/alerts/" + id).raw().body());
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

  private static void shut(String body) {
    assertThat(body).doesNotContain("The seal differs", "MSKU1234565", "AB-1234", "Box expected");
  }

  @Test
  void aStreamGivesH3ShutToo() {
    try (Events rotterdam = Events.of(NL_ANALYST.request("/api/intel/alerts/stream")).opened()) {
      String id = limited();
      await().atMost(Duration.ofSeconds(20)).until(() -> rotterdam.count(id) == 1);
      rotterdam.named("alert").stream()
          .filter(event -> event.data().contains(id))
          .forEach(event -> shut(event.data()));
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
    String crossings =
        "select recipient from audit_record where act = 'DISCLOSURE' and what = 'read under another regime' and '"
            + id
            + "' = any(ids)";
    assertThat(BEANR.rows(crossings)).isEmpty();
    assertThat(BE_OFFICER.getFor("customs-control", "/api/intel/alerts/" + id).status())
        .isEqualTo(200);
    assertThat(BEANR.rows(crossings))
        .containsExactly("be-federal-police, legal basis: Directive (EU) 2016/680, article 9");
  }

  @Test
  void withoutAPurposeThatIntelligenceServesNothingIsThere() {
    String id = Ports.released("GREEN", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_OFFICER.sees(id));
    assertThat(BE_OFFICER.getFor("audit", "/api/intel/alerts?limit=200").json().at("/items"))
        .isEmpty();
  }
}
