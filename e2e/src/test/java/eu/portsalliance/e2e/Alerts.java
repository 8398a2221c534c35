package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.EventStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the tests do with alerts over HTTP. */
final class Alerts {
  static final String PATH = "/api/intel/alerts";
  private static final Duration OPEN = Duration.ofSeconds(15);

  private Alerts() {}

  static JsonNode draft(Api writer, Map<String, Object> draft) {
    Answer answer = writer.post(PATH, draft);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.json();
  }

  static Answer release(Api officer, JsonNode draft) {
    return officer.post(releasePath(draft), version(draft));
  }

  static String releasePath(JsonNode draft) {
    return PATH + "/" + id(draft) + "/release";
  }

  static Map<String, Object> version(JsonNode draft) {
    return Map.of("version", draft.path("version").asInt());
  }

  static String id(JsonNode alert) {
    return alert.path("id").asString();
  }

  /** Drafted by the Belgian analyst, released by the Belgian officer. */
  static String released(Map<String, Object> draft) {
    JsonNode written = draft(Callers.person("be-analyst", "BEANR"), draft);
    Answer answer = release(Callers.person("be-officer", "BEANR"), written);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return id(written);
  }

  /** A reader's live stream, open. */
  static EventStream stream(Api reader) {
    return reader.stream(PATH + "/stream").awaitOpen(OPEN);
  }

  /** All alerts that a reader finds in a list, page by page. */
  static List<JsonNode> all(Api reader, String state) {
    List<JsonNode> all = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = page(reader, "&state=" + state + (next.isEmpty() ? "" : "&cursor=" + next));
      page.path("items").forEach(all::add);
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    return all;
  }

  /** The two hundred that were released last, of those that a reader may see. */
  static List<JsonNode> latest(Api reader) {
    return page(reader, "&state=released").path("items").valueStream().toList();
  }

  private static JsonNode page(Api reader, String which) {
    Answer page = reader.get(PATH + "?limit=200" + which);
    assertThat(page.status()).as("%s", page).isEqualTo(200);
    return page.json();
  }

  /** The identifiers in a reader's list. */
  static List<String> ids(Api reader) {
    return all(reader, "released").stream().map(Alerts::id).toList();
  }
}
