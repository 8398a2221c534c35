package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import eu.portsalliance.e2e.Visitors.Device;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of an alert, walked on the pages by two people at two ports. */
@ExtendWith(BrowserExtension.class)
class LifecyclePageTest {

  @Test
  void an_alert_is_drafted_released_amended_and_revoked_by_two_and_the_other_port_follows(
      Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    Visitor officer = visitors.atWork("be-officer", "BEANR", Device.DESK);
    Visitor dutch = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    dutch.link("Alerts").click();

    newDraft(analyst);
    analyst.page().locator("#field-containers").fill(Boxes.fresh());
    choose(analyst, "Stop and control");
    write(analyst, "Load suspected behind the panel of the unit");
    toThePort(analyst, "Rotterdam");
    String id = save(analyst);
    analyst.button("Send to review").click();
    assertThat(analyst.page().locator("article[data-state=in-review]")).isVisible();

    release(officer, id);
    assertThat(dutch.row(id)).isVisible();

    analyst.open("/alerts/" + id);
    analyst.button("Write the next version").click();
    choose(analyst, "Ask first");
    analyst.page().locator("#field-title").fill("Load suspected; ask before anybody touches it");
    analyst.page().locator("portal-alert-form .form-end button").click();
    assertThat(analyst.page().locator("[data-amendment]")).containsText("It narrows what stands");

    officer.open("/alerts/" + id);
    officer.button("Read the next version").click();
    assertThat(officer.heading("Load suspected; ask before anybody touches it")).isVisible();
    officer.button("Release this alert").click();
    assertThat(officer.page().locator("[data-act=released]")).hasCount(2);
    assertThat(dutch.row(id)).containsText("Load suspected; ask before anybody touches it");

    analyst.open("/alerts/" + id);
    analyst.button("Revoke").click();
    analyst.button("Propose to revoke").click();
    assertThat(analyst.page().locator("#error-reason")).isVisible();
    analyst.page().locator("#field-reason").fill("Controlled, nothing found");
    analyst.button("Propose to revoke").click();
    assertThat(analyst.page().locator("[data-seat=proposer]"))
        .containsText("Belgian federal police");
    assertThat(analyst.page().locator("[data-seat=proposer]"))
        .not()
        .containsText("be-federal-police:");
    assertThat(analyst.button("Confirm the revocation")).hasCount(0);

    officer.open("/alerts/" + id);
    assertThat(officer.page().locator("[data-revocation=proposed]"))
        .containsText("Controlled, nothing found");
    officer.button("Confirm the revocation").click();
    assertThat(dutch.row(id)).hasCount(0);
  }

  @Test
  void what_is_seen_at_one_port_comes_back_to_the_other_once_two_let_it_out(Visitors visitors) {
    Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    newDraft(analyst);
    analyst.page().locator("#field-containers").fill(Boxes.fresh());
    choose(analyst, "Stop and control");
    write(analyst, "Seal may have been switched");
    toThePort(analyst, "Rotterdam");
    String id = save(analyst);
    release(visitors.atWork("be-officer", "BEANR", Device.DESK), id);

    Visitor dutch = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    dutch.link("Alerts").click();
    assertThat(dutch.row(id)).isVisible();
    dutch.row(id).click();
    dutch.button("Report a sighting").click();
    dutch.page().locator("#field-place").fill("Quay 12");
    dutch.button("Record it").click();
    assertThat(dutch.page().locator("[data-sighting=seen][data-state=waiting]")).isVisible();
    assertThat(dutch.button("Let it out to Antwerp-Bruges")).hasCount(0);

    Visitor second = visitors.atWork("nl-officer", "NLRTM", Device.DESK);
    second.open("/alerts/" + id);
    second.button("Let it out to Antwerp-Bruges").click();
    assertThat(second.page().locator("[data-sighting=seen][data-state=sent]")).isVisible();

    Locator seen = analyst.page().locator("[data-sighting=seen][data-state=received]");
    // the page reads sightings when it is opened; it crosses in a second
    for (int opened = 0; opened < 10 && seen.count() == 0; opened++) {
      analyst.open("/alerts/" + id);
      analyst.page().locator("[data-work]").waitFor();
    }
    assertThat(seen).containsText("Rotterdam");
    assertThat(seen).containsText("Quay 12");
    assertThat(seen).not().containsText("nl-analyst");
  }

  @Test
  void a_request_is_asked_at_one_port_and_answered_at_another(Visitors visitors) {
    Visitor asking = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    newDraft(asking);
    asking.page().locator("#field-kind").selectOption("request-for-information");
    asking.page().locator("#field-dueAt").fill(local(Duration.ofHours(6)));
    asking.page().locator("#field-containers").fill(Boxes.fresh());
    write(asking, "Where was this box stuffed?");
    toThePort(asking, "Rotterdam");
    String request = save(asking);
    release(visitors.atWork("be-officer", "BEANR", Device.DESK), request);

    Visitor answering = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    answering.open("/alerts/" + request);
    assertThat(answering.page().locator("article .clock").first()).containsText("Answer in");
    answering.button("Answer").click();
    assertThat(answering.heading("Answer to a request")).isVisible();
    write(answering, "Stuffed at the shipper's own yard");
    String answer = save(answering);
    release(visitors.atWork("nl-officer", "NLRTM", Device.DESK), answer);

    asking.link("Alerts").click();
    asking.row(answer).click();
    assertThat(asking.page().locator("article dd a[href='/alerts/" + request + "']")).isVisible();
  }

  private static void newDraft(Visitor visitor) {
    visitor.link("Alerts").click();
    visitor.link("New draft").click();
    assertThat(visitor.page().locator("input[name=ports]")).hasCount(3);
  }

  private static void write(Visitor visitor, String title) {
    Page page = visitor.page();
    page.locator("#field-title").fill(title);
    page.locator("#field-narrative").fill("Said by a source that was right before.");
    page.locator("#field-legalBasis").fill("Directive (EU) 2016/680, article 8");
    page.locator("#field-validUntil").fill(local(Drafts.LIFE));
  }

  private static void toThePort(Visitor visitor, String port) {
    visitor
        .page()
        .getByRole(
            AriaRole.CHECKBOX,
            new Page.GetByRoleOptions().setName("The authorities of " + port).setExact(true))
        .check();
  }

  private static String save(Visitor visitor) {
    visitor.page().locator("portal-alert-form .form-end button").click();
    Locator detail = visitor.page().locator("article[data-state=draft]");
    assertThat(detail).isVisible();
    return detail.getAttribute("data-alert");
  }

  private static void release(Visitor officer, String id) {
    officer.open("/alerts/" + id);
    officer.button("Release this alert").click();
    assertThat(officer.page().locator("article[data-state=released]")).isVisible();
  }

  private static void choose(Visitor visitor, String name) {
    visitor
        .page()
        .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(name).setExact(true))
        .check();
  }

  private static String local(Duration later) {
    return LocalDateTime.now(ZoneId.of("Europe/Brussels"))
        .plus(later)
        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm"));
  }
}
