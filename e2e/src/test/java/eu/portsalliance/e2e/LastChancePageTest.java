package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import eu.portsalliance.e2e.Visitors.Device;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The clock that runs against a box, on Today and beside its alert. */
@ExtendWith(BrowserExtension.class)
class LastChancePageTest {
  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void a_box_that_leaves_soon_says_so_with_the_place_and_the_time(Visitors visitors) {
    String box = leavesIn(Duration.ofMinutes(40));
    Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    Locator chance = analyst.box(box).locator("[data-chance]");
    assertThat(chance).hasAttribute("data-chance", "critical");
    assertThat(chance).containsText(Pattern.compile("Now: last chance in (3\\d|40) mins"));
    assertThat(chance).containsText("leaves by the gate, RWG, Rotterdam");
    Locator time = chance.locator("time");
    chance.focus();
    assertThat(time).hasCSS("clip-path", "none");
    assertThat(time).hasText(Pattern.compile("\\d{2}:\\d{2} \\S+"));
  }

  @Test
  void the_alert_of_the_box_shows_the_same_clock_and_a_late_one_is_calm(Visitors visitors) {
    String box = leavesIn(Duration.ofHours(9));
    String alert = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    assertThat(analyst.box(box).locator("[data-chance=calm]")).isVisible();
    analyst.row(alert).click();
    assertThat(analyst.page().locator("article[data-alert='" + alert + "'] [data-chance=calm]"))
        .isVisible();
  }

  /** A box with another seal than before, so that it stands in the ranking, and a planned exit. */
  private String leavesIn(Duration time) {
    String box = Boxes.fresh();
    List<Map<String, Object>> events =
        List.of(
            rotterdam.event(box, "DISC", "ACT", Duration.ofHours(-5), "EC4471093"),
            rotterdam.event(box, "CUSS", "ACT", Duration.ofHours(-4), "EC4471178"),
            rotterdam.event(box, "GTOT", "PLN", time, ""));
    rotterdam.accepted(box, events);
    return box;
  }
}
