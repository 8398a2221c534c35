package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A number whose check digit is wrong may stand on a forged box: it is kept and flagged. */
@ExtendWith(BrowserExtension.class)
class OddNumbersTest {
  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void a_wrong_check_digit_is_taken_with_a_warning_and_flagged_in_the_ranking() {
    String box = Boxes.withWrongCheckDigit();
    JsonNode taken =
        rotterdam.accepted(
            box, List.of(rotterdam.event(box, "DISC", "ACT", Duration.ofMinutes(-25), "")));
    assertThat(
            taken.path("results").path(0).path("feedbackElements").path(0).path("code").asString())
        .isEqualTo("CHECK_DIGIT");
    Api analyst = Callers.person("nl-analyst", "NLRTM");
    JsonNode entry = Journeys.ranked(analyst, box).orElseThrow();
    assertThat(entry.path("checkDigitValid").asBoolean()).isFalse();
    assertThat(entry.path("parts").path(0).path("code").asString()).isEqualTo("check-digit");
    assertThat(entry.path("parts").path(0).path("points").asInt()).isPositive();
  }

  @Test
  void a_wrong_check_digit_is_flagged_on_every_page_that_shows_the_number(Visitors visitors) {
    String box = rotterdam.arrived(Boxes.withWrongCheckDigit());
    String id = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    assertThat(analyst.box(box)).containsText("Check digit fails");
    assertThat(analyst.box(box)).containsText("it should be");
    assertThat(analyst.row(id)).containsText("Check digit fails");
    analyst.row(id).click();
    assertThat(analyst.page().locator("article[data-alert] .detail-boxes"))
        .containsText("Check digit fails");
  }
}
