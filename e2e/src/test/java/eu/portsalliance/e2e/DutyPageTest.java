package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the duty desk is told, and who plans it. */
@ExtendWith(BrowserExtension.class)
class DutyPageTest {
  private static final String ROTA = "/api/intel/duty/rota";
  private static final Duration TOLD = Duration.ofSeconds(60);

  private final Api officer = Callers.person("be-officer", "BEANR");
  private final Api reader = Callers.person("nl-analyst", "NLRTM");

  @Test
  void a_notice_is_taken_on_by_one_and_stands_with_their_name_for_all(Visitors visitors) {
    String box = Boxes.fresh();
    String id = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Waiting.until(() -> reader.get(Alerts.PATH + "/search?q=" + box).body().contains(id));
    Waiting.until(() -> officer.get("/api/intel/duty/notices").body().contains(id), TOLD);

    Visitor taking = visitors.atWork("be-officer", "BEANR", Device.DESK);
    taking.link("Duty").click();
    Locator notice = notice(taking, id);
    assertThat(notice).containsText("A box under your alert was looked up");
    assertThat(notice).containsText("Dutch customs");
    assertThat(notice).not().containsText(box);
    notice.locator("button").click();
    assertThat(notice).containsText("Taken on by");
    assertThat(notice.locator("button")).hasCount(0);

    Visitor colleague = visitors.atWork("be-analyst", "BEANR", Device.DESK);
    colleague
        .page()
        .waitForResponse("**/duty/notices?state=open", () -> colleague.link("Duty").click());
    Locator shown = colleague.page().locator("[aria-labelledby=notices-title]").first();
    assertThat(shown.locator("[data-list], .state").first()).isVisible();
    assertThat(notice(colleague, id)).hasCount(0);
    colleague.page().getByLabel("Show those taken on").check();
    assertThat(notice(colleague, id))
        .containsText(
            "Taken on by " + Callers.claims("be-officer", "BEANR").path("person").asString());
    notice(colleague, id).getByText("Open the alert").click();
    assertThat(colleague.page().locator("article[data-alert='" + id + "']")).isVisible();
  }

  private static Locator notice(Visitor visitor, String id) {
    return visitor
        .page()
        .locator("[data-notice]")
        .filter(
            new Locator.FilterOptions()
                .setHas(visitor.page().locator("a[href='/alerts/" + id + "']")));
  }

  @Test
  void an_officer_plans_who_is_told_and_an_analyst_reads_it(Visitors visitors) {
    JsonNode before = officer.get(ROTA).json();
    try {
      Visitor planning = visitors.atWork("be-officer", "BEANR", Device.DESK);
      planning.link("Duty").click();
      planning.button("Change the plan").click();
      planning.button("Add a shift").click();
      Page page = planning.page();
      Locator shift = page.locator("fieldset.shift").last();
      shift.getByLabel("Day").selectOption("7");
      shift.getByLabel("Told").selectOption("2");
      shift.getByLabel("E-mail").fill("nobody");
      planning.forgive("the server responded with a status of 400");
      planning.button("Save the plan").click();
      assertThat(page.locator("portal-rota [role=alert]")).isVisible();
      shift.getByLabel("E-mail").fill("sundays@example.org");
      planning.button("Save the plan").click();
      assertThat(page.locator("portal-rota .log").last()).containsText("Sunday 08:00–18:00");
      assertThat(page.locator("portal-rota .log").last()).containsText("When nobody took it on");

      Visitor analyst = visitors.atWork("be-analyst", "BEANR", Device.DESK);
      analyst.link("Duty").click();
      assertThat(analyst.page().locator("portal-rota .log").last())
          .containsText("sundays@example.org");
      assertThat(analyst.button("Change the plan")).hasCount(0);
    } finally {
      String zone = before.path("zone").asString();
      Answer back =
          officer.write(
              "PUT",
              ROTA,
              Map.of(
                  "zone",
                  zone.contains("/") ? zone : "Europe/Brussels",
                  "shifts",
                  before.path("shifts")));
      // it takes a shift away, so another officer confirms it
      assertThat(back.status()).as("%s", back).isEqualTo(202);
      String change = back.json().path("waiting").path("id").asString();
      Answer confirmed =
          Callers.person("be-liaison", "BEANR")
              .post(ROTA + "/changes/" + change + "/confirmation", Map.of());
      assertThat(confirmed.status()).as("%s", confirmed).isEqualTo(200);
    }
  }
}
