package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import eu.portsalliance.e2e.Visitors.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The portal without a pointer. */
@ExtendWith(BrowserExtension.class)
class KeyboardTest {
  private static final int MOST_STOPS = 80;

  @Test
  void single_keys_show_the_help_and_go_from_page_to_page(Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    Keyboard keyboard = analyst.page().keyboard();
    assertThat(analyst.region("Live alerts")).isVisible();
    keyboard.press("?");
    assertThat(analyst.heading("Keyboard")).isFocused();
    keyboard.press("Escape");
    assertThat(analyst.heading("Keyboard")).isHidden();

    keyboard.press("g");
    keyboard.press("a");
    assertThat(analyst.heading("Alerts")).isFocused();
    assertThat(analyst.page()).hasURL(analyst.home() + "/alerts");
    keyboard.press("/");
    assertThat(analyst.page().locator("[data-search]")).isFocused();
    keyboard.press("Escape");
    keyboard.press("n");
    assertThat(analyst.heading("New draft")).isVisible();
    keyboard.press("g");
    keyboard.press("t");
    assertThat(analyst.heading("Today")).isFocused();
  }

  @Test
  void j_and_k_move_through_the_alerts_and_enter_opens_one(Visitors visitors) {
    Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Visitor reader = visitors.atWork("be-liaison", "NLRTM", Device.DESK);
    Keyboard keyboard = reader.page().keyboard();
    keyboard.press("g");
    keyboard.press("a");
    Locator rows = reader.page().locator("a[data-alert]");
    assertThat(rows.nth(1)).isVisible();
    String first = rows.nth(0).getAttribute("data-alert");
    String second = rows.nth(1).getAttribute("data-alert");
    keyboard.press("j");
    assertThat(reader.row(first)).isFocused();
    keyboard.press("j");
    assertThat(reader.row(second)).isFocused();
    keyboard.press("k");
    assertThat(reader.row(first)).isFocused();
    keyboard.press("Enter");
    assertThat(reader.page().locator("article[data-alert='" + first + "']")).isVisible();
  }

  @Test
  void a_draft_is_written_without_a_pointer(Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    Keyboard keyboard = analyst.page().keyboard();
    assertThat(analyst.region("Live alerts")).isVisible();
    keyboard.press("n");
    assertThat(analyst.heading("New draft")).isVisible();

    tabTo(analyst, "#field-containers");
    keyboard.type(Boxes.fresh());
    tabTo(analyst, "[name=actionOn]");
    keyboard.press("ArrowDown");
    keyboard.press("ArrowDown");
    tabTo(analyst, "#field-title");
    keyboard.type("Box to be looked at");
    tabTo(analyst, "#field-narrative");
    keyboard.type("The scan shows what the papers do not.");
    tabTo(analyst, "[name=ports][value=NLRTM]");
    keyboard.press("Space");
    tabTo(analyst, "#field-legalBasis");
    keyboard.type("Regulation (EU) No 952/2013, article 46");
    tabTo(analyst, "portal-alert-form .form-end button");
    keyboard.press("Enter");

    Locator detail = analyst.page().locator("article[data-state=draft]");
    assertThat(detail).isVisible();
    assertThat(detail.locator(".detail-action")).containsText("Stop and control");
    assertThat(detail.locator("[data-audience] [data-organisation=nl-customs]")).isVisible();
  }

  @Test
  void the_focus_is_seen_wherever_it_goes(Visitors visitors) {
    Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    Visitor reader = visitors.atWork("be-liaison", "NLRTM", Device.DESK);
    assertThat(reader.page().locator("a[data-alert]").first()).isVisible();
    List<Object> unseen = new ArrayList<>();
    for (int stop = 0; stop < 12; stop++) {
      reader.page().keyboard().press("Tab");
      Object hidden =
          reader
              .page()
              .evaluate(
                  """
                  () => {
                    const here = document.activeElement;
                    const style = getComputedStyle(here);
                    const seen = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2)
                      || style.boxShadow !== 'none';
                    return here === document.body || seen ? '' : here.outerHTML.slice(0, 120);
                  }
                  """);
      if (!"".equals(hidden)) {
        unseen.add(hidden);
      }
    }
    assertThat(unseen).isEmpty();
  }

  @Test
  void the_first_tab_stop_skips_to_the_content(Visitors visitors) {
    Visitor reader = visitors.atWork("be-liaison", "NLRTM", Device.DESK);
    reader.open("/");
    assertThat(reader.region("Live alerts")).isVisible();
    reader.page().keyboard().press("Tab");
    assertThat(reader.link("Skip to the content")).isFocused();
    reader.page().keyboard().press("Enter");
    assertThat(reader.page().locator("main")).isFocused();
  }

  private static void tabTo(Visitor visitor, String selector) {
    Page page = visitor.page();
    for (int stop = 0; stop < MOST_STOPS; stop++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(
          page.evaluate("wanted => document.activeElement.matches(wanted)", selector))) {
        return;
      }
    }
    throw new AssertionError("the Tab key does not reach " + selector);
  }
}
