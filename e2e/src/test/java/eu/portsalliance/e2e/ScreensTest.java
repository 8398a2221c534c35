package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import eu.portsalliance.e2e.Visitors.Device;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pictures of the page Today as a working day shows it, for people to look at. */
@ExtendWith(BrowserExtension.class)
class ScreensTest {
  private static final Path FOLDER = Path.of("target", "screens");

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void today_is_kept_in_light_and_dark_wide_and_narrow_english_and_german(Visitors visitors) {
    String box = aWorkingDay();
    for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1440, 820}) {
        for (String language : new String[] {"en-GB", "de-DE"}) {
          Device device = Device.DESK.in(colours).wide(width).speaking(language);
          Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", device);
          assertThat(analyst.box(box)).isVisible();
          assertThat(analyst.page().locator(".column-alerts a[data-alert]").first()).isVisible();
          keep(
              analyst,
              "today-%s-%d-%s.png"
                  .formatted(
                      colours.name().toLowerCase(Locale.ROOT), width, language.substring(0, 2)));
          if (device.equals(Device.DESK)) {
            keep(analyst, "today.png");
          }
          analyst.close();
        }
      }
    }
    assertThat(FOLDER.resolve("today.png")).isNotEmptyFile();
  }

  private static void keep(Visitor visitor, String name) {
    visitor.page().screenshot(new Page.ScreenshotOptions().setPath(FOLDER.resolve(name)));
  }

  /** Several boxes with what is odd about them, a few alerts; returns the box at the top. */
  private String aWorkingDay() {
    String top = rotterdam.arrivedWithAnotherSeal();
    String second = Boxes.fresh();
    rotterdam.accepted(
        second,
        List.of(rotterdam.event(second, "DISC", "ACT", Duration.ofMinutes(-95), "EC0093127")));
    String third = Boxes.withWrongCheckDigit();
    rotterdam.arrived(third);
    String fourth = Boxes.fresh();
    rotterdam.accepted(
        fourth,
        List.of(
            rotterdam.event(fourth, "DISC", "ACT", Duration.ofDays(-12), ""),
            rotterdam.event(fourth, "GTOT", "PLN", Duration.ofHours(5), "")));
    String fifth = Boxes.fresh();
    rotterdam.accepted(
        fifth, List.of(rotterdam.event(fifth, "DISC", "PLN", Duration.ofHours(3), "")));

    List<Map<String, String>> authorities = List.of(Drafts.port("NLRTM"), Drafts.port("DEHAM"));
    alert(
        fifth,
        "Declared bananas, shipper first seen this month",
        "inform",
        Duration.ofDays(2),
        List.of(Drafts.port("NLRTM")));
    alert(
        second,
        "Rip-off load suspected behind the doors, look at seal and bolts",
        "discreet",
        Duration.ofHours(9),
        authorities);
    alert(
        top,
        "Reefer from Guayaquil, load suspected behind the panel of its unit",
        "control",
        Duration.ofHours(3),
        authorities);
    return top;
  }

  private static void alert(
      String box,
      String title,
      String actionOn,
      Duration life,
      List<Map<String, String>> audience) {
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(life);
    Map<String, Object> draft = Drafts.of(box, "AMBER", audience);
    draft = Drafts.with(draft, "title", title);
    draft = Drafts.with(draft, "actionOn", actionOn);
    Alerts.released(Drafts.with(draft, "validUntil", end.toString()));
  }
}
