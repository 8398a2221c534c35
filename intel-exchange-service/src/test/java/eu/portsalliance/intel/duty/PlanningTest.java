package eu.portsalliance.intel.duty;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Api;
import eu.portsalliance.intel.Ports;
import java.net.http.HttpRequest;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rota of an organisation that no other test plans. */
class PlanningTest {
  private static final String POLICE = "nl-seaport-police";
  private static final String ROTA = "/api/intel/duty/rota";
  private static final Api ONE = officer("one");
  private static final Api OTHER = officer("two");

  @BeforeEach
  void nothingIsPlanned() {
    Ports.NLRTM.execute("delete from duty_rota where organisation = '" + POLICE + "'");
    Ports.NLRTM.execute("delete from duty_rota_change where organisation = '" + POLICE + "'");
    Ports.NLRTM.execute("delete from duty_notice where kind = 'rota-change'");
  }

  @Test
  void whatAddsIsInForceByOneOfficer() {
    assertThat(put(ONE, "day").status()).isEqualTo(200);
    assertThat(put(ONE, "day", "night").status()).isEqualTo(200);

    assertThat(ONE.get(ROTA).json().path("shifts")).hasSize(2);
    assertThat(Ports.NLRTM.rows("select 1 from duty_notice where kind = 'rota-change'")).isEmpty();
    assertThat(record("plan duty rota")).contains("{rota,shifts:1>2,addresses:1>2}");
  }

  @Test
  void whatTakesAwayWaitsForASecondOfficerAndRings() {
    put(ONE, "day", "night");

    Api.Answer emptied = put(ONE);

    assertThat(emptied.status()).isEqualTo(202);
    assertThat(emptied.json().path("shifts")).hasSize(2);
    assertThat(emptied.json().path("waiting").path("shifts")).isEmpty();
    assertThat(emptied.text("/waiting/proposedBy")).isEqualTo(POLICE + ":police-one");
    String change = emptied.text("/waiting/id");
    assertThat(
            Ports.NLRTM.rows(
                "select organisation || ' ' || about || ' ' || quiet from duty_notice where kind = 'rota-change'"))
        .containsExactly(POLICE + " " + change + " false");
    assertThat(record("propose duty rota")).contains("{" + change + ",shifts:2>0,addresses:2>0}");

    Api.Answer same = confirm(ONE, change);
    assertThat(same.status()).isEqualTo(409);
    assertThat(same.text("/type")).isEqualTo("/problems/second-person-required");
    assertThat(ONE.get(ROTA).json().path("shifts")).hasSize(2);

    Api.Answer confirmed = confirm(OTHER, change);
    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirmed.json().path("shifts")).isEmpty();
    assertThat(confirmed.json().has("waiting")).isFalse();
    assertThat(record("confirm duty rota")).contains("{" + change + ",shifts:2>0,addresses:2>0}");
    assertThat(confirm(OTHER, change).status()).isEqualTo(404);
  }

  @Test
  void anotherPlanTakesThePlaceOfTheOneThatWaits() {
    put(ONE, "day");
    String first = put(ONE, "friend").text("/waiting/id");

    String second = put(OTHER, "night").text("/waiting/id");
    assertThat(confirm(OTHER, first).status()).isEqualTo(404);
    assertThat(confirm(OTHER, second).status()).isEqualTo(409);

    assertThat(put(ONE, "day").status()).isEqualTo(200);
    assertThat(confirm(ONE, second).status()).isEqualTo(404);
    assertThat(ONE.get(ROTA).text("/shifts/0/email")).isEqualTo("day@desk.test");
  }

  @Test
  void anotherOrganisationAndAnAnalystConfirmNothing() {
    put(ONE, "day");
    String change = put(ONE, "friend").text("/waiting/id");
    Api analyst = Api.person(Ports.NLRTM, "police-analyst", POLICE, "intel-analyst");

    assertThat(confirm(Ports.NL_OFFICER, change).status()).isEqualTo(404);
    assertThat(confirm(analyst, change).status()).isEqualTo(403);
    assertThat(analyst.get(ROTA).text("/waiting/id")).isEqualTo(change);
  }

  private static String record(String what) {
    return String.join(
        " ",
        Ports.NLRTM.rows(
            "select ids::text from audit_record where what = '%s' and organisation = '%s'"
                .formatted(what, POLICE)));
  }

  private static Api officer(String name) {
    return Api.person(Ports.NLRTM, "police-" + name, POLICE, "intel-officer");
  }

  private static Api.Answer put(Api who, String... names) {
    String shifts =
        Stream.of(names)
            .map(
                name ->
                    "{\"weekday\":1,\"from\":\"08:00\",\"until\":\"20:00\",\"level\":1,\"email\":\"%s@desk.test\"}"
                        .formatted(name))
            .collect(Collectors.joining(","));
    return Api.send(
        who.request(ROTA)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"zone\":\"Europe/Amsterdam\",\"shifts\":[" + shifts + "]}")));
  }

  private static Api.Answer confirm(Api who, String change) {
    return who.post(
        ROTA + "/changes/" + change + "/confirmation", "", UUID.randomUUID().toString());
  }
}
