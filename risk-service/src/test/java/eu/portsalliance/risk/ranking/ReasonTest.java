package eu.portsalliance.risk.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.risk.testing.Boxes;
import eu.portsalliance.risk.testing.RiskTest;
import eu.portsalliance.risk.testing.StixAlert;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Reasons beside a score follow the purpose, carry their marks, and are recorded. */
class ReasonTest extends RiskTest {
  private static final String ARRIVED = "2026-11-20T08:00:00+01:00";

  @Test
  void whatThePurposeDoesNotServeStandsBesideNoScore() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    release(StixAlert.on(box));

    JsonNode investigating = container("investigation", box);
    JsonNode auditing = container("audit", box);

    assertThat(investigating.path("score").asInt()).isEqualTo(70);
    assertThat(auditing.path("score").asInt()).isZero();
    assertThat(auditing.path("parts")).isEmpty();
    assertThat(auditing.toString()).doesNotContain("switched seal");
  }

  @ParameterizedTest
  @CsvSource({"H0,", "H1,not-in-court", "H2,not-onward"})
  void theHandlingCodeStandsBesideTheReason(String code, String mark) {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    release(StixAlert.on(box).with("handling_code", code));

    for (JsonNode shown :
        List.of(ranked(customs(), box).orElseThrow(), container("investigation", box))) {
      assertThat(shown.at("/parts/0/obligations").valueStream().map(JsonNode::asString).toList())
          .isEqualTo(mark == null ? List.of() : List.of(mark));
    }
  }

  @Test
  void aReasonThatIsReadUnderAnotherRegimeIsRecordedWithItsLegalBasis() {
    String box = Boxes.next();
    journey(box, "DISC", ARRIVED);
    StixAlert alert = release(StixAlert.on(box).with("legal_basis", "Police Act, article 44"));

    container("investigation", box);
    assertThat(crossings(alert)).isZero();
    JsonNode crossing = container("customs-control", box);
    assertThat(crossings(alert)).isEqualTo(1);
    assertThat(crossing.toString()).doesNotContain("article 44");
    ranked(customs(), box);
    assertThat(crossings(alert)).isEqualTo(2);
  }

  private long crossings(StixAlert alert) {
    return count(
        "select count(*) from audit_record where act = 'DISCLOSURE' and '"
            + alert.id()
            + "' = any(ids) and recipient = 'nl-customs, legal basis: Police Act, article 44'");
  }

  private JsonNode container(String purpose, String box) {
    return risk().readFor(purpose, customs(), "/api/risk/containers/" + box).json();
  }
}
