package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.portsalliance.e2e.Visitors.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What machines tell other ports, decided on the pages by two people and stopped by one. */
@ExtendWith(BrowserExtension.class)
class StandingPageTest {

  @Test
  void two_people_let_machines_tell_another_port_one_stops_it_and_an_auditor_reads_who(
      Visitors visitors) {
    Visitor analyst = visitors.atWork("de-analyst", "DEHAM", Device.DESK);
    analyst.forgive("400");
    analyst.link("Duty").click();
    analyst.button("Propose a release").click();
    assertThat(analyst.page().locator("#field-type input").first()).isFocused();
    analyst.button("Propose a release").click();
    assertThat(analyst.page().locator("#field-audience .error-text")).isVisible();

    choose(analyst, "That somebody here looked at a box under its alert");
    tick(analyst, "Antwerp-Bruges");
    choose(analyst, "TLP:GREEN");
    analyst.button("Propose a release").click();
    Locator proposed = analyst.page().locator("[data-standing]:focus");
    assertThat(proposed).containsText("Waits for the second person");
    assertThat(proposed).containsText("You proposed it");
    assertThat(proposed.getByText("Approve", new Locator.GetByTextOptions().setExact(true)))
        .hasCount(0);
    String id = proposed.getAttribute("data-standing");

    Visitor officer = visitors.atWork("de-officer", "DEHAM", Device.DESK);
    officer.link("Duty").click();
    Locator seen = one(officer, id);
    assertThat(seen).containsText("machines here tell Antwerp-Bruges so by themselves");
    press(seen, "Approve");
    assertThat(seen).containsText("Running");
    assertThat(seen.locator("[data-seat=approver]")).containsText("German customs");

    press(seen, "Withdraw");
    press(seen, "Withdraw at once");
    assertThat(seen).hasCount(0);

    Visitor auditor = visitors.atWork("de-auditor", "DEHAM", Device.DESK);
    assertThat(one(auditor, id)).hasCount(0);
    tick(auditor, "Show those that are over");
    Locator read = one(auditor, id);
    assertThat(read).containsText("Withdrawn");
    assertThat(read.locator("[data-seat=withdrawer]")).containsText("German customs");
    assertThat(read.getByRole(AriaRole.BUTTON)).hasCount(0);
    assertThat(auditor.button("Propose a release")).hasCount(0);
    assertThat(auditor.page().locator("[data-standing][data-state=running]")).hasCount(3);
  }

  private static Locator one(Visitor visitor, String id) {
    return visitor.page().locator("[data-standing='" + id + "']");
  }

  private static void press(Locator within, String name) {
    within
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static void choose(Visitor visitor, String label) {
    visitor
        .page()
        .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(label).setExact(true))
        .check();
  }

  private static void tick(Visitor visitor, String label) {
    visitor
        .page()
        .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(label).setExact(true))
        .check();
  }
}
