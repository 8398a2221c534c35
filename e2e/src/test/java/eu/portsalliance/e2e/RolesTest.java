package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.AllianceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each role that has a page: what its people find, and what they do not. */
@ExtendWith(BrowserExtension.class)
class RolesTest {
  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void a_reader_reads_alerts_but_neither_ranks_nor_writes(Visitors visitors) {
    Visitor reader = visitors.signIn("be-liaison", "NLRTM").goToWork();
    assertThat(reader.pages()).containsExactly("Today", "Alerts", "Requests");
    duties(reader, "Reads alerts");
    assertThat(reader.region("Live alerts")).isVisible();
    assertThat(reader.region("Boxes to look at first")).hasCount(0);

    String id = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    assertThat(reader.row(id)).isVisible();
    reader.row(id).click();
    assertThat(reader.page().getByText("Valid, by Antwerp-Bruges")).isVisible();
    assertThat(reader.link("New draft")).hasCount(0);
    assertThat(reader.link("Drafts")).hasCount(0);

    reader.open("/alerts/new");
    assertThat(reader.heading("Alerts")).isVisible();
    assertThat(reader.button("Save the draft")).hasCount(0);
  }

  @Test
  void an_analyst_writes_drafts_and_releases_none(Visitors visitors) {
    String id =
        Alerts.id(
            Alerts.draft(
                Callers.person("be-officer", "BEANR"),
                Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM")))));
    Visitor analyst = visitors.signIn("be-analyst", "BEANR").goToWork();
    assertThat(analyst.pages()).containsExactly("Today", "Alerts", "Requests", "Duty");
    duties(analyst, "Drafts alerts");
    assertThat(analyst.region("Boxes to look at first")).isVisible();
    assertThat(analyst.region("Live alerts")).isVisible();

    analyst.link("Alerts").click();
    assertThat(analyst.link("New draft")).isVisible();
    analyst.link("Drafts").click();
    analyst.row(id).click();
    assertThat(analyst.page().getByText("An officer of this port releases this draft."))
        .isVisible();
    assertThat(analyst.button("Release this alert")).hasCount(0);
  }

  @Test
  void an_officer_releases_the_drafts_of_others_but_not_an_own_one(Visitors visitors) {
    String own =
        Alerts.id(
            Alerts.draft(
                Callers.person("be-officer", "BEANR"),
                Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM")))));
    String other =
        Alerts.id(
            Alerts.draft(
                Callers.person("be-analyst", "BEANR"),
                Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM")))));
    Visitor officer = visitors.signIn("be-officer", "BEANR").goToWork();
    assertThat(officer.pages()).containsExactly("Today", "Alerts", "Requests", "Duty");
    duties(officer, "Drafts and releases alerts");

    officer.open("/alerts/" + own);
    assertThat(officer.page().getByText("You wrote this draft")).isVisible();
    assertThat(officer.button("Release this alert")).hasCount(0);
    officer.open("/alerts/" + other);
    assertThat(officer.button("Release this alert")).isVisible();
  }

  @Test
  void a_risk_analyst_has_the_ranking_with_its_reasons(Visitors visitors) {
    String box = rotterdam.arrivedWithAnotherSeal();
    String plain = rotterdam.arrived();
    Visitor analyst = visitors.signIn("nl-analyst", "NLRTM").goToWork();
    assertThat(analyst.pages()).containsExactly("Today", "Alerts", "Requests", "Duty");
    duties(analyst, "Risk analysis");
    assertThat(analyst.box(box)).containsText("+40");
    assertThat(analyst.box(box)).containsText("Seal EC4471093 became EC4471178 at Rotterdam RWG");
    assertThat(analyst.box(plain)).hasCount(0);
    analyst.page().locator("[data-search]").fill(plain);
    assertThat(analyst.box(plain)).isVisible();
    assertThat(analyst.box(box)).hasCount(0);
  }

  @Test
  void a_coordinator_finds_the_ports_and_no_intelligence(Visitors visitors) {
    Visitor coordinator = visitors.atAlliance(Device.DESK);
    coordinator.open("/");
    coordinator.link("Sign in").click();
    coordinator.signInAs(Visitors.user("nl-coordinator"));
    assertThat(coordinator.pages()).containsExactly("Ports");
    duties(coordinator, "Coordinates the alliance");
    assertThat(coordinator.page().locator("[data-work-chip]")).hasCount(0);
    for (AllianceFile.Port port : TheAlliance.file().ports().values()) {
      assertThat(coordinator.page().locator("a.port[href^='" + port.gateway() + "']")).isVisible();
    }

    coordinator.forgive("404");
    coordinator.open("/alerts");
    assertThat(coordinator.heading("There is no such page")).isVisible();
  }

  /** What the person's own menu says that they may do here. */
  private static void duties(Visitor visitor, String duty) {
    visitor.person().click();
    Locator menu = visitor.page().locator("portal-person .panel");
    assertThat(menu).containsText(duty);
    visitor.page().keyboard().press("Escape");
    assertThat(menu).isHidden();
  }
}
