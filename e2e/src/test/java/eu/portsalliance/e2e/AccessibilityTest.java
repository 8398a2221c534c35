package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import eu.portsalliance.e2e.Visitors.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The portal's pages for those who do not see them, or see them otherwise. */
@ExtendWith(BrowserExtension.class)
class AccessibilityTest {
  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void axe_finds_nothing_on_any_page(Visitors visitors) {
    clean(visitors, Device.DESK, page -> new AxeBuilder(page).analyze());
  }

  @Test
  void axe_finds_no_contrast_too_low_in_the_dark(Visitors visitors) {
    // colours are all that the dark theme changes
    clean(
        visitors,
        Device.DESK.in(ColorScheme.DARK),
        page -> new AxeBuilder(page).withRules(List.of("color-contrast")).analyze());
  }

  private void clean(Visitors visitors, Device device, Function<Page, AxeResults> axe) {
    String box = rotterdam.arrivedWithAnotherSeal();
    String alert = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    List<String> found = new ArrayList<>();
    new Walk(
            visitors,
            device,
            (stop, visitor) -> {
              for (Rule rule : axe.apply(visitor.page()).getViolations()) {
                found.add(stop + ": " + told(rule));
              }
            })
        .outside()
        .inside(box, alert);
    assertThat(found).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId()
        + " ("
        + rule.getHelp()
        + ") "
        + rule.getNodes().stream().map(node -> node.getTarget() + " " + node.getHtml()).toList();
  }
}
