package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the lists of alerts read, and in whose name. */
@ExtendWith(BrowserExtension.class)
class AlertsPageTest {
  private static final Pattern SEARCH = Pattern.compile(".*/api/intel/alerts/search.*");
  private static final Pattern REVIEWED =
      Pattern.compile(".*/api/intel/alerts\\?(?=.*state=in-review).*");

  /** A timer of the page that ends after every one that the page itself has set before. */
  private static final String LATER = "() => new Promise(done => setTimeout(done, 1500))";

  /** Each search stands in the record as a reading of what it found, in the name of the person. */
  @Test
  void an_alert_that_arrives_is_searched_by_those_alone_who_search(Visitors visitors) {
    Visitor reader = visitors.atWork("nl-analyst", "NLRTM", Device.DESK);
    List<String> searches = new ArrayList<>();
    reader
        .page()
        .onRequest(
            request -> {
              if (SEARCH.matcher(request.url()).matches()) {
                searches.add(request.url());
              }
            });
    arrives(reader);
    assertThat(searches).as("on Today").isEmpty();

    reader
        .page()
        .waitForResponse(SEARCH, () -> reader.page().locator("nav.rail a[href='/alerts']").click());
    arrives(reader);
    assertThat(searches)
        .as("on the list of all")
        .singleElement()
        .asString()
        .as("counts alone are shown")
        .endsWith("?limit=1");

    reader
        .page()
        .waitForResponse(
            SEARCH, () -> reader.page().locator("[data-facet=tlp]").selectOption("GREEN"));
    reader.page().waitForResponse(SEARCH, () -> arrives(reader));

    reader.link("Today").click();
    assertThat(reader.region("Live alerts")).isVisible();
    reader.page().evaluate(LATER);
    searches.clear();
    arrives(reader);
    assertThat(searches).as("on Today again").isEmpty();
  }

  private static void arrives(Visitor reader) {
    String id = Alerts.released(Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    assertThat(reader.row(id)).isVisible();
    reader.page().evaluate(LATER);
  }

  @Test
  void drafts_in_review_are_read_on_beyond_the_first_page_of_them(Visitors visitors) {
    Api writer = Callers.person("be-analyst", "BEANR");
    JsonNode draft = Alerts.draft(writer, Drafts.of(Boxes.fresh(), "GREEN", List.of()));
    String id = Alerts.id(draft);
    Answer review = writer.post(Alerts.PATH + "/" + id + "/review", Alerts.version(draft));
    assertThat(review.status()).as("%s", review).isEqualTo(200);
    String unsent = Alerts.id(Alerts.draft(writer, Drafts.of(Boxes.fresh(), "GREEN", List.of())));
    Visitor officer = visitors.atWork("be-officer", "BEANR", Device.DESK);
    officer.page().route(REVIEWED, AlertsPageTest::onTheSecondPage);
    officer.link("Alerts").click();
    officer.link("Drafts").click();
    assertThat(officer.row(unsent)).isVisible();
    assertThat(officer.row(id)).hasCount(0);
    officer.button("Show more").click();
    assertThat(officer.row(id)).isVisible();
  }

  /** As if fifty others were in review too. */
  private static void onTheSecondPage(Route route) {
    String url = route.request().url();
    if (url.contains("cursor=")) {
      String first = url.replaceAll("&cursor=[^&]*", "");
      route.fulfill(
          new Route.FulfillOptions()
              .setResponse(route.fetch(new Route.FetchOptions().setUrl(first))));
    } else {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType("application/json")
              .setBody("{\"items\": [], \"next\": \"second\"}"));
    }
  }
}
