package eu.portsalliance.risk.look;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import eu.portsalliance.testkit.ContractClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class LooksTest extends RiskTest {
  private static final String ARRIVED = "2026-11-20T08:00:00+01:00";
  private static final String BOX = "/api/risk/containers/";

  @Autowired private LookLog looks;

  @Test
  void theExchangeIsToldOfEveryLookAndOfTheAlertsOnTheBoxAlone() {
    String flagged = Boxes.next();
    String free = Boxes.next();
    journey(flagged, "DISC", ARRIVED);
    journey(free, "DISC", ARRIVED);
    StixAlert alert = StixAlert.on(flagged).tlp("AMBER+STRICT");
    release(alert);

    risk().read(reader(), BOX + flagged);
    risk().read(reader(), BOX + free);

    await()
        .atMost(20, SECONDS)
        .until(() -> EXCHANGE.looks(flagged).size() == 1 && EXCHANGE.looks(free).size() == 1);
    JsonNode look = EXCHANGE.looks(flagged).getFirst();
    assertThat(look.path("organisation").asString()).isEqualTo("nl-seaport-police");
    assertThat(look.path("alerts").valueStream().map(JsonNode::asString))
        .containsExactly(alert.id());
    assertThat(EXCHANGE.looks(free).getFirst().path("alerts")).isEmpty();
    await()
        .atMost(20, SECONDS)
        .until(
            () ->
                count(
                        "select count(*) from look where container in ('%s', '%s')"
                            .formatted(flagged, free))
                    == 0);
  }

  @ParameterizedTest
  @CsvSource({
    "nl-seaport-police, risk-analyst",
    "nl-seaport-police, intel-analyst",
    "nl-seaport-police, intel-officer",
    "nl-seaport-police, intel-reader",
    "rotterdam-port-authority, risk-analyst",
    "rotterdam-port-authority, intel-reader"
  })
  void twentyCallsDoNotTellAFlaggedBoxFromAnother(String organisation, String role) {
    String flagged = Boxes.next();
    String free = Boxes.next();
    for (String box : List.of(flagged, free)) {
      journey(box, "DISC", ARRIVED, "CUSR", "2026-11-20T09:00:00+01:00");
    }
    release(StixAlert.on(flagged).tlp("AMBER+STRICT"));
    assertThat(score(customs(), flagged)).isEqualTo(70);
    String caller = person("twenty-" + organisation + "-" + role, organisation, role);

    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      seen.add(shape(risk().read(caller, BOX + (i % 2 == 0 ? flagged : free))));
    }

    assertThat(seen).hasSize(20).allMatch(seen.getFirst()::equals);
    assertThat(seen.getFirst()).startsWith("200").contains("\"kind\":\"release\"");
  }

  @Test
  void theAllowanceEndsForFlaggedFreeAndUnknownBoxesAlike() {
    String flagged = Boxes.next();
    String free = Boxes.next();
    String unknown = Boxes.next();
    journey(flagged, "DISC", ARRIVED);
    journey(free, "DISC", ARRIVED);
    release(StixAlert.on(flagged).tlp("AMBER+STRICT"));
    List<Integer> left = new ArrayList<>();
    for (String box : List.of(flagged, free, unknown)) {
      String caller = person("looks-at-" + box, "nl-seaport-police", "intel-reader");
      asOwner("delete from look_allowance");
      risk().read(caller, BOX + box);
      asOwner("update look_allowance set looks = 148");
      int answered = 0;
      while (risk().read(caller, BOX + box).status() != 429) {
        answered++;
      }
      left.add(answered);
      assertThat(risk().read(caller, BOX + box).problem()).isEqualTo("too-many-requests");
      assertThat(risk().read(caller, "/api/risk/ranking").status()).isEqualTo(200);
    }

    assertThat(left).containsExactly(2, 2, 2);
  }

  @Test
  void yesterdaysAllowanceIsForgottenAndNamesNobody() {
    asOwner("insert into look_allowance values ('x', current_date - 2, 300)");
    String person = "a-person-by-name";
    risk().read(person(person, "nl-seaport-police", "intel-reader"), BOX + Boxes.next());

    assertThat(count("select count(*) from look_allowance where actor like '%by-name%'")).isZero();
    assertThat(looks.forget().block()).isPositive();
    assertThat(count("select count(*) from look_allowance where actor = 'x'")).isZero();
  }

  /** What a caller gets, without what differs between any two boxes. */
  private static String shape(Answer answer) {
    return answer.status()
        + answer
            .body()
            .replaceAll("\"asOf\":\"[^\"]*\"", "")
            .replaceAll("\"id\":\"[^\"]*\"", "")
            .replaceAll("\"container\":\"[^\"]*\"", "")
            .replaceAll("\"expectedCheckDigit\":\\d", "");
  }
}
