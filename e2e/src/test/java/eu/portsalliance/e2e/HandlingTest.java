package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What one organisation alone may see does not exist for anybody else. */
class HandlingTest {
  private static final Duration ARRIVES = Duration.ofSeconds(10);

  @RegisterExtension final Journeys rotterdam = Journeys.atRotterdam();

  @Test
  void an_alert_for_one_organisation_at_hamburg_never_reaches_rotterdam_by_any_path() {
    String box = rotterdam.arrivedWithAnotherSeal();
    Api dutch = Callers.person("nl-analyst", "NLRTM");
    Api liaison = Callers.person("be-liaison", "NLRTM");
    Api machine = Callers.machine("cti-nlrtm");
    JsonNode before = Journeys.ranked(dutch, box).orElseThrow();

    try (EventStream atHamburg = Alerts.stream(Callers.person("de-analyst", "DEHAM"));
        EventStream atRotterdam = Alerts.stream(dutch);
        EventStream ofLiaison = Alerts.stream(liaison);
        EventStream ranking = dutch.stream("/api/risk/ranking/stream").awaitOpen(ARRIVES)) {
      String secret =
          Alerts.released(
              Drafts.of(box, "AMBER+STRICT", List.of(Drafts.organisation("de-customs"))));
      assertThat(atHamburg.await(event -> event.data().contains(secret), ARRIVES)).isPresent();

      // what was released later and did arrive shows that the streams carry everything before it
      String later = rotterdam.arrived();
      String open = Alerts.released(Drafts.of(later, "GREEN", List.of()));
      for (EventStream stream : List.of(atRotterdam, ofLiaison)) {
        assertThat(stream.await(event -> event.data().contains(open), ARRIVES)).isPresent();
        assertThat(stream.events()).noneMatch(event -> tells(event.data(), secret, box));
      }
      assertThat(ranking.await(event -> event.data().contains(open), ARRIVES)).isPresent();
      assertThat(ranking.events()).noneMatch(event -> tells(event.data(), secret, box));

      for (Api reader : List.of(dutch, liaison, machine)) {
        assertThat(Alerts.ids(reader)).contains(open).doesNotContain(secret);
        assertThat(Shape.of(reader.get(Alerts.PATH + "/" + secret), secret))
            .isEqualTo(unknown(reader));
      }
      assertThat(Journeys.ranked(dutch, box).map(HandlingTest::content)).contains(content(before));
      Answer container = dutch.get("/api/risk/containers/" + box);
      assertThat(container.json().path("score").asInt()).isEqualTo(40);
      assertThat(container.body()).doesNotContain(secret).doesNotContain("restricted");
    }
  }

  @Test
  void a_draft_is_unknown_outside_its_port() {
    JsonNode draft =
        Alerts.draft(
            Callers.person("be-analyst", "BEANR"),
            Drafts.of(Boxes.fresh(), "AMBER", List.of(Drafts.port("NLRTM"))));
    Api dutch = Callers.person("nl-officer", "NLRTM");
    String id = Alerts.id(draft);
    assertThat(Shape.of(dutch.get(Alerts.PATH + "/" + id), id)).isEqualTo(unknown(dutch));
    assertThat(Alerts.all(dutch, "draft")).noneMatch(other -> Alerts.id(other).equals(id));
    assertThat(Shape.of(Alerts.release(dutch, draft), id)).isEqualTo(unknown(dutch));
  }

  @Test
  void an_alert_that_only_informs_reaches_its_readers_and_no_ranking() {
    String box = rotterdam.arrived();
    Api dutch = Callers.person("nl-analyst", "NLRTM");
    String id =
        Alerts.released(
            Drafts.with(
                Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))), "actionOn", "inform"));
    String later =
        Alerts.released(Drafts.of(rotterdam.arrived(), "AMBER", List.of(Drafts.port("NLRTM"))));
    Waiting.until(() -> Journeys.ranking(dutch).contains(later));
    assertThat(Alerts.ids(dutch)).contains(id);
    assertThat(Journeys.ranked(dutch, box).orElseThrow().path("score").asInt()).isZero();
  }

  @Test
  void no_log_of_any_part_names_a_box() throws IOException {
    String box = rotterdam.arrived();
    Api dutch = Callers.person("nl-analyst", "NLRTM");
    String id = Alerts.released(Drafts.of(box, "AMBER", List.of(Drafts.port("NLRTM"))));
    Waiting.until(() -> Journeys.ranking(dutch).contains(id));
    assertThat(dutch.get("/api/risk/containers/" + box).status()).isEqualTo(200);
    assertThat(dutch.get("/api/risk/containers/" + box + "/nothing").status()).isEqualTo(404);
    assertThat(dutch.get("/api/intel/" + box).status()).isEqualTo(404);
    assertThat(
            Callers.person("be-analyst", "BEANR")
                .post(Alerts.PATH, Drafts.of(box, "ORANGE", List.of()))
                .status())
        .isEqualTo(400);
    Path logs = TheAlliance.control().log("any").resolveSibling("");
    try (Stream<Path> files = Files.list(logs)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
            .as("%s", log)
            .doesNotContain(box);
      }
    }
  }

  private static boolean tells(String data, String alert, String box) {
    return data.contains(alert) || data.contains(box);
  }

  /** The answer about something that never existed. */
  private static String unknown(Api reader) {
    String nothing = "indicator--" + UUID.randomUUID();
    return Shape.of(reader.get(Alerts.PATH + "/" + nothing), nothing);
  }

  /** An entry without its place, which others can change. */
  private static String content(JsonNode entry) {
    return entry.path("score") + " " + entry.path("parts") + " " + entry.path("journey");
  }
}
