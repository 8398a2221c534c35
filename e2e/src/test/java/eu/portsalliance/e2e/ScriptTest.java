package eu.portsalliance.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import eu.portsalliance.e2e.Visitors.Device;
import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * What somebody writes into a field, at this port or another, is text on every page: nothing of it
 * runs, and it is read as it was written. What would make it read otherwise is refused.
 */
@ExtendWith(BrowserExtension.class)
class ScriptTest {
  private static final String SCRIPT =
      " <img src=x onerror=window.ran=1></script><script>window.ran=2</script>";
  private static final String MORE =
      "${window.ran=3} javascript:window.ran=4 \"'><svg/onload=window.ran=5>"
          + "<style>*{display:none}</style> שלום";

  /** As much as the form of a haulier's name lets through. */
  private static final String HAULIER = "O'x') + (alert(6)) + ('&amp, javascript";

  /** As much as the form of a file's name lets through. */
  private static final String FILE = "${window.ran=7}' onerror=alert(8) &lt;b&gt;.png";

  /** Turns the direction of what follows it. */
  private static final String TURNED = "Gate \u202Etxet siht daer";

  private final List<String> dialogs = new ArrayList<>();

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  private final Api writer = Callers.person("be-analyst", "BEANR");
  private final Api second = Callers.person("be-officer", "BEANR");
  private final Api dutch = Callers.person("nl-analyst", "NLRTM");
  private final Api dutchSecond = Callers.person("nl-officer", "NLRTM");

  @Test
  void what_is_written_into_any_field_is_text_where_it_is_read(Visitors visitors) {
    String box = rotterdam.arrived();
    String id = released(writer, second, draft(box));
    String closed =
        released(
            writer,
            second,
            with(draft(box), Map.of("handlingCode", "H3", "limits", text("limits"))));
    String request =
        released(
            writer,
            second,
            with(draft(box), Map.of("kind", "request-for-information", "dueAt", due())));
    for (String one : List.of(id, closed, request)) {
      Waiting.until(() -> dutch.get(path(one)).status() == 200);
    }
    Visitor reader = watched(visitors.atWork("nl-analyst", "NLRTM", Device.DESK));
    today(reader, box, id);
    reader.link("Requests").click();
    shows(reader, "[data-request='" + request + "']", text("title"));
    sighted(id);
    done(
        dutch.write(
            "PUT",
            path(id) + "/disposition",
            Map.of("state", "not-ours", "reason", text("reason"))));
    alert(reader, id);
    shows(reader, "[data-sighting]", place(), text("note"));
    shows(reader, "[data-disposition]", text("reason"));
    reader.open("/alerts/" + closed);
    shows(reader, "[data-limits]", text("limits"));
  }

  @Test
  void what_comes_back_from_another_port_is_text_at_its_origin(Visitors visitors) {
    String id = released(writer, second, draft(Boxes.fresh()));
    Waiting.until(() -> dutch.get(path(id)).status() == 200);
    sighted(id);
    String wish = released(dutch, dutchSecond, wish(id, text("purpose")));
    Map<String, Object> proposal = new LinkedHashMap<>();
    proposal.put("version", version(writer.get(path(id)).json()));
    proposal.put("reason", text("revocation"));
    done(writer.post(path(id) + "/revocation", proposal));
    Waiting.until(
        () ->
            second.get(path(wish)).status() == 200
                && !second.get(path(id) + "/sightings").json().path("items").isEmpty());

    Visitor officer = watched(visitors.atWork("be-officer", "BEANR", Device.DESK));
    alert(officer, id);
    shows(officer, "[data-sighting]", place(), text("note"));
    shows(officer, "[data-revocation=proposed]", text("revocation"));
    shows(officer, "[data-act=revocation-proposed]", text("revocation"));
    officer.open("/alerts/" + wish);
    shows(officer, "article .facts", text("purpose"));
    officer.link("Requests").click();
    shows(officer, "[data-request='" + wish + "']");
    officer.link("Duty").click();
    shows(officer, "portal-rota");

    Visitor analyst = watched(visitors.atWork("be-analyst", "BEANR", Device.DESK));
    String draft = Alerts.id(Alerts.draft(writer, draft(Boxes.fresh())));
    analyst.open("/alerts/" + draft);
    analyst.button("Write on it").click();
    for (String field : List.of("title", "narrative", "legalBasis")) {
      assertThat(analyst.page().locator("#field-" + field)).hasValue(text(field));
    }
    shows(analyst, "portal-alert-form");

    Visitor auditor = watched(visitors.atWork("be-auditor", "BEANR", Device.DESK));
    // that is no identifier, as the service says
    auditor.forgive("the server responded with a status of 400");
    auditor.page().locator("#field-sought").fill(id);
    auditor.button("Search").click();
    shows(auditor, "[data-audit-rows]");
    auditor.page().locator("#field-sought").fill(text("sought"));
    auditor.button("Search").click();
    shows(auditor, "portal-audit-search");
  }

  @Test
  void what_turns_the_direction_of_a_text_is_refused_by_the_name_of_its_field() {
    Map<String, Object> draft = draft(Boxes.fresh());
    for (String field : List.of("title", "narrative", "legalBasis")) {
      refused(field, writer.post(Alerts.PATH, with(draft, Map.of(field, TURNED))));
    }
    refused(
        "limits",
        writer.post(Alerts.PATH, with(draft, Map.of("handlingCode", "H3", "limits", TURNED))));
    refused(
        "indicators[0].value",
        writer.post(
            Alerts.PATH,
            with(
                draft, Map.of("indicators", List.of(Map.of("type", "haulier", "value", TURNED))))));
    String id = released(writer, second, draft);
    Waiting.until(() -> dutch.get(path(id)).status() == 200);
    refused("wanted.purpose", dutch.post(Alerts.PATH, wish(id, TURNED)));
    for (String field : List.of("place", "note")) {
      refused(field, dutch.post(path(id) + "/sightings", with(Ways.seen(), Map.of(field, TURNED))));
    }
    refused(
        "reason",
        dutch.write(
            "PUT", path(id) + "/disposition", Map.of("state", "not-ours", "reason", TURNED)));
    Map<String, Object> proposal =
        Map.of("version", version(writer.get(path(id)).json()), "reason", TURNED);
    refused("reason", writer.post(path(id) + "/revocation", proposal));
    JsonNode written = Alerts.draft(writer, draft);
    for (String name : List.of(TURNED + ".png", "<img src=x onerror=alert(9)>.png")) {
      refused("name", attached(written, name));
    }
  }

  @Test
  void what_has_a_form_of_its_own_takes_no_script() {
    Map<String, Object> draft = draft(Boxes.fresh());
    for (String type :
        List.of(
            "seal",
            "bill-of-lading",
            "vessel",
            "voyage",
            "eori",
            "plate",
            "haulier",
            "terminal",
            "lane",
            "hs-code")) {
      refused(
          "indicators[0].value",
          writer.post(
              Alerts.PATH,
              with(draft, Map.of("indicators", List.of(Map.of("type", type, "value", SCRIPT))))));
    }
    for (String field : List.of("voyage", "vesselImo", "billOfLading", "loading", "discharge")) {
      refused(
          "journey." + field,
          writer.post(Alerts.PATH, with(draft, Map.of("journey", Map.of(field, SCRIPT)))));
    }
    for (String field : List.of("email", "webhook")) {
      Map<String, Object> shift =
          Map.of("weekday", 1, "from", "08:00", "until", "18:00", "level", 1, field, place());
      refused(
          "shifts[0]." + field,
          second.write(
              "PUT",
              "/api/intel/duty/rota",
              Map.of("zone", "Europe/Brussels", "shifts", List.of(shift))));
    }
    refused("X-Case", writer.with("X-Case", "<script>window.ran=1</script>").get(Alerts.PATH));
    refused(
        "X-Purpose", writer.with("X-Purpose", "<script>window.ran=1</script>").get(Alerts.PATH));
  }

  private void today(Visitor reader, String box, String id) {
    Page page = reader.page();
    page.locator("[data-search]").fill(box);
    assertThat(reader.box(box)).isVisible();
    shows(reader, "a[data-alert='" + id + "']", text("title"));
    shows(reader, "[data-container='" + box + "']");
    page.keyboard().press("Escape");
    reader.link("Alerts").click();
    shows(reader, "a[data-alert='" + id + "']", text("title"));
    page.locator("[data-search]").fill(text("search"));
    shows(reader, "main");
  }

  /** All that an alert says, on its page and on paper. */
  private void alert(Visitor reader, String id) {
    reader.open("/alerts/" + id);
    shows(reader, "#alert-title", text("title"));
    shows(reader, "article .read", text("narrative"));
    shows(reader, "article section .facts", text("legalBasis"));
    shows(reader, "[data-indicators]", HAULIER);
    shows(reader, "[data-attachments]", FILE);
    reader.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    shows(reader, "#alert-title", text("title"));
    reader.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
  }

  /** There it stands to be read, and nothing of it became part of the page or ran. */
  private void shows(Visitor visitor, String where, String... texts) {
    Locator place = visitor.page().locator(where).first();
    assertThat(place).isVisible();
    for (String text : texts) {
      assertThat(
              visitor
                  .page()
                  .locator(where)
                  .filter(new Locator.FilterOptions().setHasText(text))
                  .first())
          .isVisible();
    }
    Assertions.assertThat(visitor.page().evaluate("() => String(window.ran)"))
        .as("ran on %s", visitor.page().url())
        .isEqualTo("undefined");
    Assertions.assertThat(dialogs).isEmpty();
    assertThat(
            visitor
                .page()
                .locator("[onerror], [onload], img[src=x], a[href^='javascript:'], main script"))
        .hasCount(0);
  }

  private Visitor watched(Visitor visitor) {
    visitor
        .page()
        .onDialog(
            dialog -> {
              dialogs.add(dialog.message());
              dialog.dismiss();
            });
    return visitor;
  }

  private static String text(String field) {
    return field + SCRIPT + MORE;
  }

  private static String place() {
    return "place" + SCRIPT;
  }

  private static Map<String, Object> draft(String box) {
    return with(
        Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))),
        Map.of(
            "title", text("title"),
            "narrative", text("narrative"),
            "legalBasis", text("legalBasis"),
            "indicators", List.of(Map.of("type", "haulier", "value", HAULIER))));
  }

  private static Map<String, Object> wish(String alert, String purpose) {
    List<Map<String, String>> originator = List.of(Drafts.organisation("be-federal-police"));
    return with(
        Drafts.of(Boxes.fresh(), "AMBER", originator),
        Map.of(
            "kind", "release-request",
            "actionOn", "inform",
            "title", text("title"),
            "narrative", text("narrative"),
            "legalBasis", text("legalBasis"),
            "indicators", List.of(Map.of("type", "haulier", "value", HAULIER)),
            "dueAt", due(),
            "wanted",
                Map.of("alert", alert, "recipients", List.of("de-customs"), "purpose", purpose)));
  }

  private static String due() {
    return Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Released with a file. */
  private static String released(Api writer, Api officer, Map<String, Object> draft) {
    JsonNode written = Alerts.draft(writer, draft);
    JsonNode attached =
        done(
            writer.upload(
                path(Alerts.id(written)) + "/attachments?version=1",
                "image/png",
                FILE,
                Pictures.png(8)));
    done(Alerts.release(officer, attached));
    return Alerts.id(attached);
  }

  private Answer attached(JsonNode draft, String name) {
    return writer.upload(
        path(Alerts.id(draft)) + "/attachments?version=1", "image/png", name, Pictures.png(8));
  }

  /** Seen at Rotterdam, and let out to Antwerp. */
  private void sighted(String id) {
    Map<String, Object> seen = with(Ways.seen(), Map.of("place", place(), "note", text("note")));
    String sighting = done(dutch.post(path(id) + "/sightings", seen)).path("id").asString();
    done(dutchSecond.post(path(id) + "/sightings/" + sighting + "/release", Map.of()));
  }

  private static void refused(String field, Answer answer) {
    Assertions.assertThat(answer.status()).as("%s: %s", field, answer).isEqualTo(400);
    Assertions.assertThat(answer.json().path("errors").findValuesAsString("field"))
        .as("%s", answer)
        .contains(field);
  }

  private static JsonNode done(Answer answer) {
    Assertions.assertThat(answer.status()).as("%s", answer).isBetween(200, 299);
    return answer.json();
  }

  private static int version(JsonNode alert) {
    return alert.path("version").asInt();
  }

  private static Map<String, Object> with(Map<String, Object> body, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(body);
    all.putAll(more);
    return all;
  }

  private static String path(String id) {
    return Alerts.PATH + "/" + id;
  }
}
