package eu.portsalliance.e2e;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every way by which an officer asks for an alert or does something with it by its id. All that is
 * sent is well-formed, so that nothing but the id decides.
 */
final class Ways {
  static final String READ = "GET /api/intel/alerts/{id}";
  static final String HISTORY = READ + "/history";
  static final String RELATED = READ + "/related";
  static final String WORK = READ + "/work";
  static final String AMENDMENT = READ + "/amendment";
  static final String CONFIRM = "POST /api/intel/alerts/{id}/revocation/confirm";
  static final String RELEASE = "POST /api/intel/alerts/{id}/release";
  static final String OF_PEERS = "GET /api/intel/peer/v1/objects/{id}/attachments/{sha256}";

  private static final Path CONTRACT =
      Path.of("..", "intel-exchange-service", "src", "main", "resources", "openapi.yaml");
  private static final Pattern PATH = Pattern.compile("  (/\\S+):");
  private static final Pattern OPERATION =
      Pattern.compile("    (get|put|post|delete|patch|head|options|trace):");

  private final int version;
  private final String attachment;
  private final String sighting;

  /** One way. */
  interface Way {
    Answer by(Api caller, String id);
  }

  /** To alerts of which nothing more is known. */
  Ways() {
    this(1, "0".repeat(64), UUID.randomUUID().toString());
  }

  /**
   * To an alert that is there.
   *
   * @param version that stands
   * @param attachment SHA-256 of one that it has
   * @param sighting one that was reported of it
   */
  Ways(int version, String attachment, String sighting) {
    this.version = version;
    this.attachment = attachment;
    this.sighting = sighting;
  }

  /** What the service's contract has of paths with the id of an alert. */
  static Set<String> described() {
    Set<String> described = new TreeSet<>();
    String path = "";
    for (String line : contract()) {
      Matcher begins = PATH.matcher(line);
      Matcher operation = OPERATION.matcher(line);
      if (begins.matches()) {
        path = begins.group(1);
      } else if (operation.matches()
          && (path.contains("/alerts/{id}") || path.contains("/objects/{id}"))) {
        described.add(operation.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return described;
  }

  private static List<String> contract() {
    try {
      return Files.readAllLines(CONTRACT);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** By method and path, as the contract writes them. */
  Map<String, Way> byPath() {
    Map<String, Way> ways = new LinkedHashMap<>();
    for (String read : List.of("", "/amendment", "/history", "/related", "/sightings", "/work")) {
      ways.put(READ + read, (caller, id) -> caller.get(path(id) + read));
    }
    for (String look : List.of("", "/view")) {
      ways.put(
          READ + "/attachments/{sha256}" + look,
          (caller, id) -> caller.get(path(id) + "/attachments/" + attachment + look));
    }
    ways.put("PUT /api/intel/alerts/{id}", written("PUT", "", onVersion(draft())));
    ways.put(
        "PUT /api/intel/alerts/{id}/disposition",
        written("PUT", "/disposition", Map.of("state", "not-ours", "reason", "Not for us.")));
    ways.put(
        "POST /api/intel/alerts/{id}/revocation",
        written("POST", "/revocation", onVersion(Map.of("reason", "The box was empty."))));
    ways.put("POST /api/intel/alerts/{id}/editions", written("POST", "/editions", draft()));
    ways.put(
        "POST /api/intel/alerts/{id}/acceptance",
        written("POST", "/acceptance", Map.of("limits", "Only for the control of this box.")));
    ways.put("POST /api/intel/alerts/{id}/sightings", written("POST", "/sightings", seen()));
    for (String act : List.of("/review", "/release", "/revocation/confirm", "/acknowledgement")) {
      ways.put("POST /api/intel/alerts/{id}" + act, written("POST", act, onVersion(Map.of())));
    }
    ways.put(
        "POST /api/intel/alerts/{id}/sightings/{sighting}/release",
        written("POST", "/sightings/" + sighting + "/release", Map.of()));
    ways.put(
        "DELETE /api/intel/alerts/{id}/revocation",
        written("DELETE", "/revocation", onVersion(Map.of())));
    ways.put(
        "DELETE /api/intel/alerts/{id}/attachments/{sha256}",
        written("DELETE", "/attachments/" + attachment, onVersion(Map.of())));
    ways.put(
        "POST /api/intel/alerts/{id}/attachments",
        (caller, id) ->
            caller.upload(
                path(id) + "/attachments?version=" + version,
                "image/png",
                "seal.png",
                Pictures.png(8)));
    return ways;
  }

  /** Drafts that name another alert, by the field in which they do. */
  static Map<String, Way> byName() {
    String due = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS).toString();
    return Map.of(
        "wanted.alert",
        (caller, id) ->
            caller.post(
                Alerts.PATH,
                with(
                    Drafts.of(
                        Boxes.fresh(), "AMBER", List.of(Drafts.organisation("be-federal-police"))),
                    Map.of(
                        "kind",
                        "release-request",
                        "actionOn",
                        "inform",
                        "dueAt",
                        due,
                        "wanted",
                        Map.of(
                            "alert",
                            id,
                            "recipients",
                            List.of("de-customs"),
                            "purpose",
                            "For the control of this box.")))),
        "inReplyTo",
        (caller, id) ->
            caller.post(
                Alerts.PATH,
                with(
                    Drafts.of(
                        Boxes.fresh(), "AMBER", List.of(Drafts.organisation("be-federal-police"))),
                    Map.of("kind", "answer", "actionOn", "inform", "inReplyTo", id))));
  }

  /** Every way by which somebody names a box to be told of it. */
  static Map<String, Way> withBox() {
    String search = Alerts.PATH + "/search?";
    return Map.of(
        "its page", (caller, box) -> caller.get("/api/risk/containers/" + box),
        "words of a search", (caller, box) -> caller.get(search + "q=" + box),
        "indicator of a search", (caller, box) -> caller.get(search + "indicator=" + box),
        "a list that is recognised",
            (caller, box) ->
                caller.send("POST", "/api/intel/recognitions", "text/plain", box, Map.of()));
  }

  private static Way written(String method, String act, Map<String, Object> body) {
    return (caller, id) -> caller.write(method, path(id) + act, body);
  }

  private Map<String, Object> onVersion(Map<String, Object> body) {
    return with(body, Map.of("version", version));
  }

  private static Map<String, Object> draft() {
    return Drafts.of(Boxes.fresh(), "GREEN", List.of());
  }

  /** A sighting of a moment ago. */
  static Map<String, Object> seen() {
    return Map.of(
        "at",
        Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS).toString(),
        "place",
        "Quay 12",
        "outcome",
        "seen");
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
