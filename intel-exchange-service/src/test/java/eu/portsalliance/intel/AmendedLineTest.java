package eu.portsalliance.intel;

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
import org.junit.jupiter.api.Test;

/** What an amendment does to the editions of what it amends. */
class AmendedLineTest {

  private static final String ROTTERDAM = "[{\"port\":\"NLRTM\"}]";
  private static final String POLICE = "[{\"organisation\":\"nl-seaport-police\"}]";
  private static final Api POLICE_ANALYST =
      Api.person(NLRTM, "line-analyst", "nl-seaport-police", "intel-analyst");
  private static final Api POLICE_OFFICER =
      Api.person(NLRTM, "line-officer", "nl-seaport-police", "intel-officer");

  @Test
  void editionsThatCouldNotBeReleasedAnyMoreEndWithTheAmendmentAndNoOthers() {
    String parent = NL_ANALYST.draft(about("MSKU1234565")).text("/id");
    assertThat(NL_OFFICER.release(parent, 1).status()).isEqualTo(200);
    String others = edition(POLICE_ANALYST, POLICE_OFFICER, parent);
    String further = edition(POLICE_ANALYST, POLICE_OFFICER, others);
    String own = edition(NL_ANALYST, NL_OFFICER, parent);
    await().atMost(Duration.ofSeconds(20)).until(() -> DE_ANALYST.sees(others));

    amended(NL_OFFICER, parent, 1, about("MSKU1234565\",\"CSQU3054383"));
    assertThat(state(others)).isEqualTo("released");
    assertThat(state(further)).isEqualTo("released");

    amended(POLICE_OFFICER, parent, 2, Ports.draft("AMBER", ROTTERDAM, "handlingCode", "\"H2\""));
    assertThat(state(others)).isEqualTo("revoked");
    assertThat(state(further)).isEqualTo("revoked");
    assertThat(state(own)).isEqualTo("released");
    await().atMost(Duration.ofSeconds(20)).until(() -> !DE_ANALYST.sees(others));
    assertThat(acts(others))
        .containsSubsequence("revocation-proposed nl-customs", "revoked nl-seaport-police");
    assertThat(
            NLRTM.rows(
                "select what from audit_record where act = 'ERASURE' and '"
                    + others
                    + "' = any(ids)"))
        .containsExactly("revoke edition of amended alert");
  }

  @Test
  void aPortEndsWhatItMadeOfAnAlertOnceAnAmendmentNoLongerLetsItBe() {
    String parent = Ports.released("AMBER", ROTTERDAM);
    String lost = edition(NL_ANALYST, NL_OFFICER, parent);
    String withheld = edition(POLICE_ANALYST, POLICE_OFFICER, parent);
    await().atMost(Duration.ofSeconds(20)).until(() -> DE_ANALYST.sees(lost));

    BE_ANALYST.edit(parent, 1, Ports.draft("AMBER", POLICE));
    assertThat(BE_OFFICER.release(parent, 2).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> state(lost).equals("revoked"));
    await().atMost(Duration.ofSeconds(20)).until(() -> !DE_ANALYST.sees(lost));
    assertThat(acts(lost)).contains("revoked be-federal-police");
    assertThat(state(withheld)).isEqualTo("released");

    BE_ANALYST.edit(parent, 2, Ports.draft("AMBER", POLICE, "handlingCode", "\"H2\""));
    assertThat(BE_OFFICER.release(parent, 3).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> state(withheld).equals("revoked"));
  }

  private static String about(String boxes) {
    return Ports.draft(
        "AMBER",
        ROTTERDAM,
        "containers",
        "[\"" + boxes + "\"]",
        "validFrom",
        "\"2026-01-01T00:00:00Z\"");
  }

  private static String edition(Api writer, Api officer, String parent) {
    await().atMost(Duration.ofSeconds(20)).until(() -> writer.sees(parent));
    Api.Answer written = writer.act(parent, "editions", Ports.draft("GREEN", "[]"));
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
    String id = written.text("/alert/id");
    assertThat(officer.release(id, 1).status()).isEqualTo(200);
    return id;
  }

  private static void amended(Api officer, String id, int version, String draft) {
    assertThat(NL_ANALYST.edit(id, version, draft).status()).isEqualTo(200);
    Api.Answer released = officer.release(id, version + 1);
    assertThat(released.status()).as(released.raw().body()).isEqualTo(200);
  }

  private static String state(String id) {
    return NLRTM.rows("select state from alerts where id = '" + id + "'").getFirst();
  }

  private static List<String> acts(String id) {
    return NLRTM.rows(
        "select act || ' ' || organisation from alert_acts where id = '"
            + id
            + "' order by number");
  }
}
