package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who reads the next version of an alert that stands, and who has to be asked for it. */
class NextVersionTest {

  private static final String ACCEPT = "{\"limits\":\"For the quay alone.\"}";
  private static final String ROTTERDAM = "[{\"port\":\"NLRTM\"}]";

  @Test
  void theNextVersionIsReadByWhomThePolicyLetsAndEachReadingIsRecorded() {
    String id = Ports.released("AMBER", ROTTERDAM);
    BE_ANALYST.edit(id, 1, Ports.draft("AMBER", ROTTERDAM, "title", "\"Next\""));
    String path = "/api/intel/alerts/" + id + "/amendment";
    String absent = "/api/intel/alerts/indicator--00000000-0000-4000-8000-000000000000/amendment";

    Api.Answer refused = BE_OFFICER.getFor("audit", path);
    problem(refused, 404, "not-found");
    assertThat(refused.raw().body()).isEqualTo(BE_OFFICER.getFor("audit", absent).raw().body());
    assertThat(
            BE_OFFICER
                .getFor("audit", "/api/intel/alerts/" + id + "/history")
                .json()
                .at("/amendment")
                .isNull())
        .isTrue();
    assertThat(
            BE_OFFICER
                .getFor("audit", "/api/intel/alerts?state=draft&limit=200")
                .json()
                .at("/items"))
        .isEmpty();

    assertThat(BE_OFFICER.getFor("customs-control", path).text("/title")).isEqualTo("Next");
    assertThat(
            BEANR.rows(
                "select act || ' ' || what from audit_record where actor = 'be-federal-police:be-officer'"
                    + " and purpose = 'customs-control' and '"
                    + id
                    + "' = any(ids)"))
        .containsExactlyInAnyOrder(
            "CONSULTATION read amendment", "DISCLOSURE read under another regime");
  }

  @Test
  void limitsOfTheNextVersionAreAcceptedBeforeItOpensToAnotherOrganisation() {
    String id = NL_ANALYST.draft(Ports.draft("AMBER", ROTTERDAM)).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(id));
    String next = limited("title", "\"Box expected with a switched seal\"");
    assertThat(NL_ANALYST.edit(id, 1, next).status()).isEqualTo(200);

    Api.Answer closed = police.get("/api/intel/alerts/" + id + "/amendment");
    assertThat(closed.text("/limits")).isEqualTo("For the quay alone.");
    assertThat(closed.json().at("/obligations").toString()).isEqualTo("[\"accept-limits\"]");
    assertThat(closed.raw().body()).doesNotContain("The seal differs", "MSKU1234565", "nl-analyst");
    assertThat(NL_OFFICER.get("/api/intel/alerts/" + id + "/amendment").text("/narrative"))
        .isNotEmpty();

    problem(police.release(id, 2), 409, "conflict");
    problem(police.act(id, "acceptance", "{\"limits\":\"Others.\"}"), 409, "conflict");
    Api.Answer open = police.act(id, "acceptance", ACCEPT);
    assertThat(open.text("/narrative")).isNotEmpty();
    assertThat(police.get("/api/intel/alerts/" + id + "/amendment").text("/narrative"))
        .isEqualTo(open.text("/narrative"));
    String longer = "\"The seal differs from the bill of lading. It is new.\"";
    assertThat(NL_ANALYST.edit(id, 2, limited("narrative", longer)).status()).isEqualTo(200);
    problem(police.release(id, 3), 409, "conflict");
    assertThat(police.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(police.release(id, 3).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> police.get("/api/intel/alerts/" + id).json().at("/version").intValue() == 3);

    String shorter = "\"2098-06-30T00:00:00Z\"";
    assertThat(NL_ANALYST.edit(id, 3, limited("validUntil", shorter)).status()).isEqualTo(200);
    assertThat(police.get("/api/intel/alerts/" + id + "/amendment").text("/narrative")).isEmpty();
    assertThat(police.act(id, "acceptance", ACCEPT).json().at("/version").intValue()).isEqualTo(3);
    assertThat(police.get("/api/intel/alerts/" + id + "/amendment").text("/narrative"))
        .isNotEmpty();
  }

  private static String limited(String field, String value) {
    return Ports.draft(
        "AMBER",
        ROTTERDAM,
        "handlingCode",
        "\"H3\"",
        "limits",
        "\"For the quay alone.\"",
        field,
        value);
  }

  @Test
  void whatIsTakenBackOrNarrowedIsSeenByWhomeverConfirmsIt() {
    String id = NL_ANALYST.draft(limited("title", "\"Quay\"")).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(id));
    assertThat(NL_ANALYST.edit(id, 1, Ports.draft("AMBER", ROTTERDAM)).status()).isEqualTo(200);
    problem(police.release(id, 2), 409, "conflict");
    NL_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"For us.\"}");
    problem(police.act(id, "revocation/confirm", "{\"version\":1}"), 409, "conflict");
    assertThat(NLRTM.rows("select state from alerts where id = '" + id + "'"))
        .containsExactly("released");
    NL_ANALYST.delete("/api/intel/alerts/" + id + "/revocation", "{\"version\":1}");

    assertThat(police.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(police.release(id, 2).status()).isEqualTo(200);
    assertThat(NL_ANALYST.edit(id, 2, limited("title", "\"Quay\"")).status()).isEqualTo(200);
    assertThat(police.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(police.release(id, 3).status()).isEqualTo(200);
    NL_ANALYST.act(id, "revocation", "{\"version\":3,\"reason\":\"For us.\"}");
    problem(police.act(id, "revocation/confirm", "{\"version\":3}"), 409, "conflict");
    assertThat(police.act(id, "acceptance", ACCEPT).status()).isEqualTo(200);
    assertThat(police.act(id, "revocation/confirm", "{\"version\":3}").status()).isEqualTo(200);
  }

  @Test
  void oldWordsBehindNewOnesAnotherTitleOrKindNeedTheOtherOrganisation() {
    assertThat(narrows("narrative", "\"WITHDRAWN, BOX CLEARED. Formerly: %s\"")).isTrue();
    assertThat(narrows("title", "\"Box expected with a switched seal: cleared\"")).isTrue();
    assertThat(narrows("kind", "\"switch\"")).isTrue();
    assertThat(narrows("narrative", "\"%s It was seen again.\"")).isFalse();
  }

  /** A next version for Rotterdam, released by the other organisation where its own is refused. */
  private static boolean narrows(String field, String value) {
    Api.Answer standing = NL_ANALYST.draft(begun("nature", "\"assessment\""));
    String id = standing.text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(id));
    String next = begun(field, value.formatted(standing.text("/narrative")));
    Api.Answer edited = NL_ANALYST.edit(id, 1, next);
    assertThat(edited.status()).as(edited.raw().body()).isEqualTo(200);
    Api.Answer own = NL_OFFICER.release(id, 2);
    if (own.status() == 200) {
      return false;
    }
    problem(own, 409, "second-person-required");
    assertThat(police.release(id, 2).status()).isEqualTo(200);
    return true;
  }

  /** Valid from a day that no release moves. */
  private static String begun(String field, String value) {
    return Ports.draft("AMBER", ROTTERDAM, "validFrom", "\"2026-01-01T00:00:00Z\"", field, value);
  }

  @Test
  void narrowingToOneselfIsNoWayAroundTheOtherOrganisation() {
    String id = NL_ANALYST.draft(Ports.draft("AMBER", ROTTERDAM)).text("/id");
    assertThat(NL_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api police = Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
    await().atMost(Duration.ofSeconds(20)).until(() -> police.sees(id));
    String alone = Ports.draft("AMBER", "[{\"organisation\":\"nl-customs\"}]");
    String named =
        Ports.draft(
            "RED", "[]", "persons", "[\"nl-customs:nl-officer\",\"nl-customs:nl-analyst\"]");

    assertThat(NL_ANALYST.edit(id, 1, alone).status()).isEqualTo(200);
    Api.Answer refused = NL_OFFICER.release(id, 2);
    problem(refused, 409, "conflict");
    assertThat(refused.text("/errors/0/field")).isEqualTo("audience");
    assertThat(NL_ANALYST.edit(id, 2, named).status()).isEqualTo(200);
    problem(NL_OFFICER.release(id, 3), 409, "conflict");
    problem(police.get("/api/intel/alerts/" + id + "/amendment"), 404, "not-found");
    assertThat(police.sees(id)).isTrue();

    assertThat(NL_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"For us.\"}").status())
        .isEqualTo(200);
    assertThat(police.act(id, "revocation/confirm", "{\"version\":1}").status()).isEqualTo(200);
  }

  private static void problem(Api.Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.text("/type")).isEqualTo("/problems/" + slug);
  }
}
