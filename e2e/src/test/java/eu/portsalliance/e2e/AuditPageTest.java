package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an auditor finds on their page. */
@ExtendWith(BrowserExtension.class)
class AuditPageTest {
  private static final String HEADING = "place,time,kind\r\n";

  private final Api reader = Callers.person("nl-analyst", "NLRTM");
  private final String person = Callers.claims("nl-analyst", "NLRTM").path("person").asString();

  @Test
  void an_auditor_finds_who_looked_at_an_alert_or_a_box_and_takes_the_report(Visitors visitors)
      throws IOException {
    String box = Boxes.fresh();
    String id = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Waiting.until(() -> reader.get(Alerts.PATH + "/" + id).status() == 200);
    Waiting.until(() -> reader.get(Alerts.PATH + "/search?q=" + box).body().contains(id));
    Waiting.until(() -> recorded("object=" + id) && recorded("box=" + box));

    Visitor auditor = visitors.atWork("nl-auditor", "NLRTM", Device.DESK);
    Page page = auditor.page();
    Locator rows = page.locator("[data-audit-rows] tbody tr");
    auditor.button("Search").click();
    assertThat(page.locator("#error-sought")).hasText("Give the identifier of the alert");
    assertThat(page.locator(".error-summary")).isFocused();

    page.locator("#field-sought").fill(id);
    auditor.button("Search").click();
    assertThat(with(rows, person, "read alert").first()).isVisible();

    Download report = page.waitForDownload(() -> page.locator("[data-report=intel]").click());
    assertThat(Files.readString(report.path()))
        .startsWith("place,time,kind,person or machine,organisation,purpose,case,act,objects,")
        .contains(person, id);

    page.locator("#field-by").selectOption("box");
    page.locator("#field-sought").fill(box.substring(0, 4) + " " + box.substring(4));
    auditor.button("Search").click();
    assertThat(with(rows, person, "search alerts").first()).isVisible();
    assertThat(page.locator("[data-audit-rows]")).not().containsText(box);

    page.locator("#field-by").selectOption("actor");
    page.locator("#field-sought").fill(person);
    auditor.button("Search").click();
    assertThat(with(rows, person, id).first()).isVisible();
    assertThat(rows.filter(new Locator.FilterOptions().setHasNotText(person))).hasCount(0);

    assertThat(page.locator("[data-log='BEANR/intel-exchange-service']")).isVisible();
    assertThat(page.locator("[data-log='alliance/port-registry-service']")).isVisible();
  }

  private static Locator with(Locator rows, String... texts) {
    Locator left = rows;
    for (String text : texts) {
      left = left.filter(new Locator.FilterOptions().setHasText(text));
    }
    return left;
  }

  /** A row is sealed, and found, a moment after the act. */
  private boolean recorded(String what) {
    Answer found = Callers.person("nl-auditor", "NLRTM").get("/api/intel/audit/records?" + what);
    assertThat(found.status()).as("%s", found).isEqualTo(200);
    return found.body().contains(person);
  }

  @Test
  void a_report_that_comes_in_parts_is_saved_whole(Visitors visitors) throws IOException {
    Visitor auditor = visitors.atWork("nl-auditor", "NLRTM", Device.DESK);
    Page page = auditor.page();
    page.route(Pattern.compile(".*/api/intel/audit/report.*"), AuditPageTest::inParts);
    page.locator("#field-by").selectOption("all");
    Download report = page.waitForDownload(() -> page.locator("[data-report=intel]").click());
    assertThat(Files.readString(report.path()))
        .isEqualTo(HEADING + "\"9\",a,b\r\n\"8\",a,b\r\n\"3\",a,b\r\n");
    assertThat(report.suggestedFilename()).isEqualTo("audit-report-intel.csv");
  }

  private static void inParts(Route route) {
    boolean last = route.request().url().contains("before=8");
    route.fulfill(
        new Route.FulfillOptions()
            .setHeaders(
                last
                    ? Map.of("Content-Type", "text/csv")
                    : Map.of("Content-Type", "text/csv", "X-Next-Before", "8"))
            .setBody(HEADING + (last ? "\"3\",a,b\r\n" : "\"9\",a,b\r\n\"8\",a,b\r\n")));
  }

  @Test
  void an_alarm_about_the_log_of_another_port_is_the_first_thing_said(Visitors visitors) {
    Visitor auditor = visitors.atWork("nl-auditor", "NLRTM", Device.DESK);
    Page page = auditor.page();
    page.route(
        Pattern.compile(".*/api/intel/audit/witnessed"),
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"logs": [{"log": "DEHAM/risk-service", "size": 7, "answeredAt": "2026-11-23T08:00:00Z", "heads": [],
                          "alarms": [{"kind": "fork", "detail": "two histories", "raisedAt": "2026-11-23T08:00:00Z", "endedAt": null}]}]}
                        """)));
    auditor.open("/audit");
    Locator alarm = page.locator("[data-alarm=fork]");
    assertThat(alarm).containsText("Hamburg");
    assertThat(alarm).containsText("two histories");
    assertThat(alarm).hasAttribute("role", "alert");
    assertThat(page.locator("[data-alarms='0']")).hasCount(0);
  }
}
