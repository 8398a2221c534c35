package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import eu.portsalliance.e2e.Visitors.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page fits the window: on a tablet, and on a desk whose text is twice as large. */
@ExtendWith(BrowserExtension.class)
class LayoutTest {
  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @ParameterizedTest
  @CsvSource({"820, de-DE", "640, en-GB"})
  void no_page_scrolls_sideways(int width, String language, Visitors visitors) {
    String box = rotterdam.arrivedWithAnotherSeal();
    String alert = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    List<String> found = new ArrayList<>();
    new Walk(
            visitors,
            Device.DESK.wide(width).speaking(language),
            (stop, visitor) -> {
              Object beyond =
                  visitor
                      .page()
                      .evaluate(
                          """
                          () => document.scrollingElement.scrollWidth - document.documentElement.clientWidth
                          """);
              if (!Integer.valueOf(0).equals(beyond)) {
                found.add(stop + " is wider than " + width + " by " + beyond);
              }
            })
        .outside()
        .inside(box, alert);
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"820, de-DE", "820, fr-FR", "390, nl-NL"})
  void the_case_in_hand_is_whole_however_long_the_purpose_is(
      int width, String language, Visitors visitors) {
    Visitor analyst =
        visitors.atWork("nl-analyst", "NLRTM", Device.DESK.wide(width).speaking(language));
    Locator caseNumber = analyst.page().locator("[data-work-chip] .chip-case");
    assertThat(caseNumber.boundingBox().width).isPositive();
    assertThat(caseNumber.evaluate("it => it.scrollWidth <= it.clientWidth")).isEqualTo(true);
  }
}
