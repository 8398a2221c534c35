package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The people's part of the main job, on their pages. */
@ExtendWith(BrowserExtension.class)
class MainJobTest {
  private static final double LIVE_MILLIS = 2_000;
  private static final double RANKED_MILLIS = 5_000;

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void an_alert_goes_from_an_analyst_through_a_second_person_to_two_other_ports(Visitors visitors) {
    String box = rotterdam.arrivedWithAnotherSeal();
    Visitor dutch = visitors.signIn("nl-analyst", "NLRTM").goToWork();
    assertThat(dutch.box(box)).isVisible();
    Visitor german = visitors.signIn("de-analyst", "DEHAM").goToWork();
    assertThat(german.region("Live alerts")).isVisible();
    Visitor analyst = visitors.signIn("be-analyst", "BEANR").goToWork();

    String id = draft(analyst, box);
    assertThat(analyst.page().getByText("An officer of this port releases this draft."))
        .isVisible();
    assertThat(analyst.button("Release this alert")).hasCount(0);

    Visitor officer = visitors.signIn("be-officer", "BEANR").goToWork();
    officer.link("Alerts").click();
    officer.link("Drafts").click();
    officer.row(id).click();
    assertThat(officer.heading("Who will see this TLP:AMBER")).isVisible();
    assertThat(audience(officer, "nl-customs")).isVisible();
    assertThat(audience(officer, "de-customs")).isVisible();
    assertThat(audience(officer, "rotterdam-port-authority")).hasCount(0);
    assertThat(officer.page().getByText("The box rises in the ranking of every port")).isVisible();

    stays(dutch);
    stays(german);
    officer.button("Release this alert").click();
    Locator live = dutch.region("Live alerts").locator(dutch.row(id));
    assertThat(live).isVisible(within(LIVE_MILLIS));
    assertThat(german.region("Live alerts").locator(german.row(id))).isVisible(within(LIVE_MILLIS));
    Locator reason =
        dutch.box(box).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(TITLE));
    assertThat(reason).isVisible(within(RANKED_MILLIS));
    leads(dutch, box);
    stayed(dutch);
    stayed(german);

    assertThat(officer.page().locator("[data-receipt=NLRTM]")).isVisible();
    assertThat(officer.page().locator("[data-receipt=DEHAM]")).isVisible();
    reason.click();
    assertThat(dutch.page().getByText("Valid, by Antwerp")).isVisible();
  }

  @Test
  void signing_out_ends_the_session_at_the_gateway_and_at_the_issuer(Visitors visitors) {
    Visitor analyst = visitors.signIn("be-analyst", "BEANR").goToWork();
    assertThat(analyst.region("Live alerts")).isVisible();
    analyst.person().click();
    analyst.button("Sign out").click();

    assertThat(analyst.page().getByText("You are signed out")).isVisible();
    Assertions.assertThat(analyst.page().url()).startsWith(analyst.home());
    Assertions.assertThat(analyst.hasSession()).isFalse();
    Assertions.assertThat(
            analyst.page().request().get(analyst.home() + "/api/intel/alerts").status())
        .isEqualTo(401);

    analyst.page().goBack();
    assertThat(analyst.heading("Sign in: Antwerp-Bruges")).isVisible();
    assertThat(analyst.region("Live alerts")).hasCount(0);

    // whoever sits down next has to say who they are
    analyst.link("Belgian federal police").click();
    assertThat(analyst.page().locator("#password")).isVisible();
  }

  private static final String TITLE =
      "Reefer from Guayaquil: load suspected behind the unit's panel";

  /** Fills in the form with the pointer, as most do; returns the identifier of the draft. */
  private static String draft(Visitor analyst, String box) {
    Page page = analyst.page();
    analyst.link("Alerts").click();
    analyst.link("New draft").click();
    page.getByLabel("Container numbers").first().fill(box);
    choose(page, "Stop and control");
    page.getByLabel("Title").fill(TITLE);
    page.getByLabel("Narrative")
        .fill("Seal and panel of the unit are to be looked at before the box leaves the terminal.");
    choose(page, "TLP:AMBER");
    for (String port : new String[] {"Rotterdam", "Hamburg"}) {
      page.getByRole(
              AriaRole.CHECKBOX,
              new Page.GetByRoleOptions().setName("The authorities of " + port).setExact(true))
          .check();
    }
    page.getByLabel("Legal basis").fill("Directive (EU) 2016/680, article 8");
    page.getByLabel("Valid until")
        .fill(
            LocalDateTime.now(ZoneId.of("Europe/Brussels"))
                .plus(Drafts.LIFE)
                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm")));
    analyst.button("Save the draft").click();
    Locator detail = page.locator("article[data-state=draft]");
    assertThat(detail).isVisible();
    return detail.getAttribute("data-alert");
  }

  private static void choose(Page page, String name) {
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true))
        .check();
  }

  private static Locator audience(Visitor visitor, String organisation) {
    return visitor.page().locator("[data-audience] [data-organisation=" + organisation + "]");
  }

  /** No box scores more; another one may score the same. */
  private static void leads(Visitor visitor, String box) {
    Locator scores = visitor.page().locator(".rank-score");
    Locator own = visitor.box(box).locator(".rank-score");
    Assertions.assertThat(scores.first().innerText()).isEqualTo(own.innerText());
  }

  private static void stays(Visitor visitor) {
    visitor.page().evaluate("() => { window.stayed = true; }");
  }

  private static void stayed(Visitor visitor) {
    Assertions.assertThat(visitor.page().evaluate("() => window.stayed === true"))
        .as("the page was not loaded again")
        .isEqualTo(true);
  }

  private static LocatorAssertions.IsVisibleOptions within(double millis) {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(millis);
  }
}
