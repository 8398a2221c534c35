package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.portsalliance.e2e.Visitors.Device;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the form for drafts tells about marks while somebody chooses them. */
@ExtendWith(BrowserExtension.class)
class MarkingsPageTest {

  @Test
  void marks_that_contradict_each_other_are_told_at_once_and_beside_the_button(Visitors visitors) {
    Page page = form(visitors);
    Locator told = page.locator("[data-contradiction]");
    choose(page, "Stop and control");
    assertThat(told).hasCount(0);

    choose(page, "TLP:RED");
    assertThat(told)
        .hasText(
            "TLP:RED moves nobody but the persons named, so nobody would control."
                + " Choose AMBER, or Inform, Ask or Observe.");
    assertThat(page.locator("#error-actionOn")).isVisible();

    choose(page, "TLP:CLEAR");
    assertThat(told).hasCount(0);
    page.locator("#field-handlingCode").selectOption("H2");
    assertThat(page.locator("#error-handlingCode")).isVisible();
    choose(page, "Control discreetly");
    assertThat(told).hasCount(2);

    choose(page, "TLP:AMBER");
    assertThat(told).hasCount(0);
  }

  @Test
  void a_draft_whose_marks_contradict_each_other_is_not_sent(Visitors visitors) {
    Page page = form(visitors);
    page.onRequest(
        request -> Assertions.assertThat(request.method()).as(request.url()).isEqualTo("GET"));
    page.locator("#field-containers").fill(Boxes.fresh());
    page.locator("#field-title").fill("Load suspected behind the panel");
    page.locator("#field-narrative").fill("To be looked at.");
    page.locator("#field-legalBasis").fill("Directive (EU) 2016/680, article 8");
    choose(page, "TLP:GREEN");
    choose(page, "Observe only");
    page.locator("#field-persons").fill("nl-customs:nl-officer");
    page.locator("portal-alert-form .form-end button").click();
    assertThat(page.locator(".error-summary li")).hasCount(1);
    assertThat(page.locator(".error-summary")).isFocused();
    page.locator(".error-summary a").click();
    assertThat(page.locator("#field-actionOn input").first()).isFocused();
  }

  private static Page form(Visitors visitors) {
    Visitor analyst = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    analyst.link("Alerts").click();
    analyst.link("New draft").click();
    assertThat(analyst.page().locator("input[name=ports]")).hasCount(3);
    return analyst.page();
  }

  private static void choose(Page page, String name) {
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true))
        .check();
  }
}
