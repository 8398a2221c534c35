package eu.portsalliance.intel;

import static eu.portsalliance.intel.Ports.NLRTM;
import static eu.portsalliance.intel.Ports.NL_OFFICER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is for named persons of two authorities is lowered by both. */
class NamedByTwoTest {

  private static final Api CHIEF = Api.person(NLRTM, "nl-chief", "nl-customs", "intel-officer");
  private static final Api POLICE =
      Api.person(NLRTM, "police-officer", "nl-seaport-police", "intel-officer");
  private static final Api NOT_NAMED =
      Api.person(NLRTM, "police-other", "nl-seaport-police", "intel-officer");

  private static final String CUSTOMS = "\"nl-customs:nl-officer\",\"nl-customs:nl-chief\"";
  private static final String BOTH = "[" + CUSTOMS + ",\"nl-seaport-police:police-officer\"]";

  @Test
  void anAlertForNamedPersonsOfTwoAuthoritiesIsTakenBackByBoth() {
    String red = released(red(BOTH));
    String observed =
        released(Ports.draft("AMBER", "[]", "persons", BOTH, "actionOn", "\"observe\""));
    for (String id : new String[] {red, observed}) {
      assertThat(
              NL_OFFICER
                  .act(id, "revocation", "{\"version\":1,\"reason\":\"It was another.\"}")
                  .status())
          .isEqualTo(200);
      problem(CHIEF.act(id, "revocation/confirm", "{\"version\":1}"), "second-person-required");
      problem(NOT_NAMED.act(id, "revocation/confirm", "{\"version\":1}"), "not-found");
      assertThat(
              POLICE.get("/api/intel/alerts/" + id + "/history").text("/revocation/organisation"))
          .isEqualTo("nl-customs");
      assertThat(POLICE.act(id, "revocation/confirm", "{\"version\":1}").text("/state"))
          .isEqualTo("revoked");
    }
  }

  @Test
  void anAlertForNamedPersonsOfTwoAuthoritiesIsNarrowedByBoth() {
    String shorter = "\"2098-06-30T00:00:00Z\"";
    String id = released(red(BOTH));
    amended(id, 1, red(BOTH, "validUntil", shorter));
    problem(CHIEF.release(id, 2), "second-person-required");
    problem(NOT_NAMED.release(id, 2), "not-found");
    assertThat(POLICE.get("/api/intel/alerts/" + id + "/amendment").text("/validUntil"))
        .isEqualTo("2098-06-30T00:00:00Z");
    assertThat(POLICE.release(id, 2).status()).isEqualTo(200);

    amended(id, 2, red("[" + CUSTOMS + "]"));
    problem(CHIEF.release(id, 3), "conflict");
  }

  @Test
  void whoeverIsNamedAnewDoesNotConfirmWhatTheyNeverRead() {
    String id = released(red(BOTH));
    String instead = "[" + CUSTOMS + ",\"nl-seaport-police:police-other\"]";
    amended(id, 1, red(instead));
    problem(NOT_NAMED.get("/api/intel/alerts/" + id + "/amendment"), "not-found");
    problem(NOT_NAMED.release(id, 2), "not-found");
    problem(CHIEF.release(id, 2), "conflict");

    String more = BOTH.replace("]", ",\"nl-seaport-police:police-other\"]");
    amended(id, 2, red(more));
    assertThat(CHIEF.release(id, 3).status()).isEqualTo(200);
  }

  /** Valid from a day that no release moves. */
  private static String red(String persons, String... more) {
    List<String> members =
        new ArrayList<>(List.of("persons", persons, "validFrom", "\"2026-01-01T00:00:00Z\""));
    members.addAll(List.of(more));
    return Ports.draft("RED", "[]", members.toArray(String[]::new));
  }

  private static String released(String draft) {
    String id = NL_OFFICER.draft(draft).text("/id");
    assertThat(CHIEF.release(id, 1).status()).isEqualTo(200);
    await().atMost(Duration.ofSeconds(20)).until(() -> POLICE.sees(id));
    return id;
  }

  private static void amended(String id, int version, String next) {
    Api.Answer edited = NL_OFFICER.edit(id, version, next);
    assertThat(edited.status()).as(edited.raw().body()).isEqualTo(200);
  }

  private static void problem(Api.Answer answer, String slug) {
    assertThat(answer.text("/type")).as(answer.raw().body()).isEqualTo("/problems/" + slug);
  }
}
