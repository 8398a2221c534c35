package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.BEANR;
import static eu.portsalliance.intel.Ports.BE_ANALYST;
import static eu.portsalliance.intel.Ports.BE_OFFICER;
import static eu.portsalliance.intel.Ports.DE_ANALYST;
import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_ANALYST;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Editions for others: objects of their own, with what they still give away. */
class EditionTest {

  private static final String TERMINAL = "[{\"organisation\":\"antwerp-terminal\"}]";
  private static final String SIGNS = "[{\"type\":\"terminal\",\"value\":\"BEANR:K1742\"}]";

  @Test
  void anEditionIsADraftOfItsOwnThatNamesWhatItGivesAway() {
    String parent =
        Ports.released(
            "AMBER",
            "[]",
            "indicators",
            SIGNS,
            "narrative",
            "\"Seen on 2026-11-20 by a man on the quay.\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    Api.Answer edition =
        BE_ANALYST.act(
            parent,
            "editions",
            Ports.draft(
                "AMBER",
                TERMINAL,
                "title",
                "\"Look at MSKU 123456-5 at K1742\"",
                "narrative",
                "\"It was seen 2026-11-21, by a man on the quay, they say.\"",
                "indicators",
                SIGNS));
    assertThat(edition.status()).isEqualTo(201);
    assertThat(edition.text("/alert/id")).isNotEqualTo(parent);
    assertThat(
            edition
                .json()
                .at("/gives")
                .valueStream()
                .map(g -> g.path("field").asString() + " " + g.path("code").asString()))
        .containsExactlyInAnyOrder(
            "containers container",
            "indicators terminal",
            "title container",
            "title terminal",
            "narrative date",
            "narrative phrase",
            "validFrom date",
            "validUntil date",
            "audience audience-of-one");
    String id = edition.text("/alert/id");
    assertThat(BE_OFFICER.release(id, 1).status()).isEqualTo(200);
    Api terminal = Api.person(BEANR, "desk", "antwerp-terminal", "intel-reader");
    await().atMost(Duration.ofSeconds(20)).until(() -> terminal.sees(id));
    assertThat(terminal.sees(parent)).isFalse();
    assertThat(terminal.get("/api/intel/alerts/" + id + "/history").raw().body())
        .doesNotContain(parent);
    assertThat(BE_OFFICER.get("/api/intel/alerts/" + id + "/history").text("/derivedFrom"))
        .isEqualTo(parent);
    assertThat(
            BEANR.rows(
                "select convert_from(payload, 'UTF8') from object_versions where id = '"
                    + id
                    + "'"))
        .noneMatch(bytes -> bytes.contains(parent));
  }

  @Test
  void whatSaysNothingOfItsParentGivesNothingAway() {
    String parent = Ports.released("AMBER", "[]", "validFrom", "\"2026-01-01T00:00:00Z\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    Api.Answer edition = BE_ANALYST.act(parent, "editions", silent());
    assertThat(edition.json().at("/gives")).isEmpty();
  }

  private static String silent() {
    return Ports.draft(
        "GREEN",
        "[]",
        "kind",
        "\"modus-operandi\"",
        "containers",
        "[]",
        "title",
        "\"Watch your seals\"",
        "narrative",
        "\"Seals are being cloned.\"",
        "validUntil",
        "\"2097-01-01T00:00:00Z\"");
  }

  @Test
  void whatADraftStillGivesAwayIsComparedAnewForEachOfItsPeople() {
    String parent = Ports.released("AMBER", "[]", "validFrom", "\"2026-01-01T00:00:00Z\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    String id = BE_ANALYST.act(parent, "editions", silent()).text("/alert/id");
    String path = "/api/intel/alerts/" + id;
    assertThat(BE_OFFICER.get(path).json().at("/gives").isArray()).isTrue();
    assertThat(BE_OFFICER.get(path).json().at("/gives")).isEmpty();

    Api.Answer edited = BE_ANALYST.edit(id, 1, Ports.draft("GREEN", "[]"));
    assertThat(edited.text("/gives/0/field")).isEqualTo("containers");
    assertThat(BE_OFFICER.get(path).json().at("/gives")).isEqualTo(edited.json().at("/gives"));
    assertThat(BE_ANALYST.act(id, "review", "{\"version\":2}").json().at("/gives"))
        .isEqualTo(edited.json().at("/gives"));
    assertThat(
            BEANR.rows(
                "select actor from audit_record where what = 'compare edition with alert' and '"
                    + parent
                    + "' = any(ids)"))
        .contains("be-federal-police:be-analyst", "be-federal-police:be-officer");

    assertThat(BE_ANALYST.edit(id, 2, silent()).json().at("/gives")).isEmpty();
    assertThat(BE_OFFICER.release(id, 3).json().at("/gives").isNull()).isTrue();
    BE_ANALYST.edit(id, 3, Ports.draft("GREEN", "[]"));
    assertThat(BE_OFFICER.get(path + "/amendment").text("/gives/0/code")).isEqualTo("container");
  }

  @Test
  void whoMayNotDeriveOrSeeTheParentWritesNone() {
    String strict = Ports.released("GREEN", "[]", "handlingCode", "\"H2\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(strict));
    Api.Answer withheld = NL_ANALYST.act(strict, "editions", Ports.draft("GREEN", "[]"));
    assertThat(withheld.status()).isEqualTo(403);
    String hidden = Ports.released("AMBER", "[]");
    assertThat(NL_ANALYST.act(hidden, "editions", Ports.draft("GREEN", "[]")).status())
        .isEqualTo(404);
    assertThat(NLRTM.rows("select id from alerts where derived_from = '" + strict + "'")).isEmpty();
  }

  @Test
  void theHandlingCodeOfAnAlertGoesWithWhatOthersMakeOfIt() {
    String parent = Ports.released("GREEN", "[]", "handlingCode", "\"H1\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(parent));
    refused(NL_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")), "handlingCode");
    refused(NL_ANALYST.act(parent, "editions", coded("H2")), "handlingCode");
    String first = NL_ANALYST.act(parent, "editions", coded("H1")).text("/alert/id");
    assertThat(NL_OFFICER.release(first, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> DE_ANALYST.sees(first));

    refused(DE_ANALYST.act(first, "editions", Ports.draft("GREEN", "[]")), "handlingCode");
    refused(NL_ANALYST.act(first, "editions", Ports.draft("GREEN", "[]")), "handlingCode");
    assertThat(DE_ANALYST.act(first, "editions", coded("H1")).status()).isEqualTo(201);
    // its controller is not bound by its own condition
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    assertThat(BE_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")).status())
        .isEqualTo(201);
  }

  @Test
  void theLimitsOfAnAlertStandInWhatOthersMakeOfIt() {
    String limits = "Not before the quay is cleared.";
    String parent =
        Ports.released("GREEN", "[]", "handlingCode", "\"H3\"", "limits", "\"" + limits + "\"");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(parent));
    NL_ANALYST.act(parent, "acceptance", "{\"limits\":\"" + limits + "\"}");
    refused(NL_ANALYST.act(parent, "editions", coded("H1")), "handlingCode");
    refused(NL_ANALYST.act(parent, "editions", limited("Be careful.")), "limits");
    assertThat(NL_ANALYST.act(parent, "editions", limited(limits + " Nor by telephone.")).status())
        .isEqualTo(201);
  }

  private static String coded(String code) {
    return Ports.draft("GREEN", "[]", "handlingCode", "\"" + code + "\"");
  }

  private static String limited(String limits) {
    return Ports.draft("GREEN", "[]", "handlingCode", "\"H3\"", "limits", "\"" + limits + "\"");
  }

  private static void refused(Api.Answer answer, String field) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
    assertThat(answer.text("/errors/0/field")).isEqualTo(field);
  }

  @Test
  void whatWasMadeOfAnAlertEndsWithItEverywhere() {
    String parent = Ports.released("AMBER", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    String edition = edition(BE_ANALYST, BE_OFFICER, parent, "GREEN");
    await().atMost(Duration.ofSeconds(20)).until(() -> NL_ANALYST.sees(edition));
    // an edition of the edition, written at another port
    String further = edition(NL_ANALYST, NL_OFFICER, edition, "GREEN");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(further));

    revoke(parent);

    assertThat(BE_ANALYST.get("/api/intel/alerts/" + edition).text("/state")).isEqualTo("revoked");
    await().atMost(Duration.ofSeconds(20)).until(() -> !NL_ANALYST.sees(edition));
    await().atMost(Duration.ofSeconds(20)).until(() -> !BE_ANALYST.sees(further));
    assertThat(NL_ANALYST.get("/api/intel/alerts/" + further).text("/state")).isEqualTo("revoked");
    assertThat(acts(BE_ANALYST, edition))
        .containsSubsequence(
            "revocation-proposed be-federal-police:be-analyst",
            "revoked be-federal-police:be-officer");
    assertThat(acts(NL_ANALYST, further)).contains("revoked BEANR");
    for (String id : List.of(parent, edition)) {
      assertThat(
              NLRTM.rows(
                  "select id from object_versions where not withdrawal and payload <> '' and id = '"
                      + id
                      + "'"))
          .isEmpty();
    }
    assertThat(
            BEANR.rows(
                "select what from audit_record where act = 'ERASURE' and '"
                    + edition
                    + "' = any(ids)"))
        .containsExactly("revoke edition of revoked alert");
    assertThat(
            NLRTM.rows(
                "select what from audit_record where act = 'ERASURE' and '"
                    + further
                    + "' = any(ids)"))
        .containsExactly("revoke edition of withdrawn alert");
  }

  @Test
  void aRevocationThatArrivesWhileAnEditionIsReleasedLeavesNoneStanding() throws Exception {
    for (int round = 0; round < 8; round++) {
      String parent = Ports.released("AMBER", "[]");
      await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
      String edition =
          BE_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")).text("/alert/id");
      BE_ANALYST.act(parent, "revocation", "{\"version\":1,\"reason\":\"Wrong.\"}");
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var released = threads.submit(() -> BE_OFFICER.release(edition, 1).status());
        var revoked =
            threads.submit(
                () -> BE_OFFICER.act(parent, "revocation/confirm", "{\"version\":1}").status());
        assertThat(released.get()).isIn(200, 409);
        assertThat(revoked.get()).isEqualTo(200);
      }
      assertThat(BEANR.rows("select state from alerts where id = '" + edition + "'"))
          .containsAnyOf("draft", "revoked");
    }
  }

  @Test
  void aRevocationWaitsForTheReleaseOfAnEditionThatIsUnderWay() throws Exception {
    String parent = Ports.released("AMBER", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    String edition =
        BE_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")).text("/alert/id");
    BE_ANALYST.act(parent, "revocation", "{\"version\":1,\"reason\":\"Wrong.\"}");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var held = BEANR.held("select from alerts where id = '" + edition + "' for update")) {
      var released = threads.submit(() -> BE_OFFICER.release(edition, 1).status());
      await().atMost(Duration.ofSeconds(20)).until(() -> BEANR.waiting() >= 1);
      var revoked =
          threads.submit(
              () -> BE_OFFICER.act(parent, "revocation/confirm", "{\"version\":1}").status());
      await().atMost(Duration.ofSeconds(20)).until(() -> BEANR.waiting() >= 2);
      held.letGo();
      assertThat(released.get()).isEqualTo(200);
      assertThat(revoked.get()).isEqualTo(200);
    }
    assertThat(BEANR.rows("select state from alerts where id = '" + edition + "'"))
        .containsExactly("revoked");
  }

  private static String edition(Api writer, Api officer, String parent, String tlp) {
    Api.Answer written = writer.act(parent, "editions", Ports.draft(tlp, "[]"));
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
    String id = written.text("/alert/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    return id;
  }

  private static void revoke(String id) {
    BE_ANALYST.act(id, "revocation", "{\"version\":1,\"reason\":\"Wrong.\"}");
    assertThat(BE_OFFICER.act(id, "revocation/confirm", "{\"version\":1}").status()).isEqualTo(200);
  }

  private static List<String> acts(Api who, String id) {
    return who.get("/api/intel/alerts/" + id + "/history")
        .json()
        .at("/acts")
        .valueStream()
        .map(act -> act.path("act").asString() + " " + act.path("person").asString())
        .toList();
  }

  @Test
  void anEditionOfWhatWasTakenBackIsNeitherWrittenNorReleased() {
    String parent = Ports.released("AMBER", "[]");
    await().atMost(Duration.ofSeconds(20)).until(() -> BE_ANALYST.sees(parent));
    String edition =
        BE_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")).text("/alert/id");
    BE_ANALYST.act(parent, "revocation", "{\"version\":1,\"reason\":\"Wrong.\"}");
    assertThat(BE_OFFICER.act(parent, "revocation/confirm", "{\"version\":1}").status())
        .isEqualTo(200);
    assertThat(BE_OFFICER.release(edition, 1).status()).isEqualTo(409);
    assertThat(BE_ANALYST.act(parent, "editions", Ports.draft("GREEN", "[]")).status())
        .isEqualTo(404);
  }
}
