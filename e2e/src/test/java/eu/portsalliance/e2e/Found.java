package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What readers and peers really get: each list, ranking and pull is read once. */
final class Found implements AutoCloseable {
  private static final Duration ARRIVES = Duration.ofSeconds(30);

  /** What each reader says to work for on their stream; nobody reads for an audit. */
  private static final List<String> STREAMED =
      List.of("crime-prevention", "customs-control", "prosecution", "audit", "port-security");

  private record Reading(Seat by, String purpose) {}

  private record Streamed(String purpose, EventStream stream) {}

  private record Pull(String receiver, String sender) {}

  private final Map<Seat, Streamed> streams = new LinkedHashMap<>();
  private final Map<Reading, Map<String, JsonNode>> lists = new HashMap<>();
  private final Map<Reading, JsonNode> searches = new HashMap<>();
  private final Instant begun = Instant.now();
  private final Map<Reading, Map<String, JsonNode>> rankings = new HashMap<>();
  private final Map<String, String> handed = new HashMap<>();
  private final Map<Pull, Set<String>> pulls = new HashMap<>();

  /** Opens a stream for every reader. */
  Found() {
    for (int i = 0; i < Seat.ALL.size(); i++) {
      Seat by = Seat.ALL.get(i);
      String purpose = by.machine() ? Purposes.OF_MACHINES : STREAMED.get(i % STREAMED.size());
      streams.put(by, new Streamed(purpose, Alerts.stream(by.working(purpose))));
    }
  }

  /** What a reader says to work for on their stream. */
  String streamed(Seat by) {
    return of(by).purpose();
  }

  private Streamed of(Seat by) {
    return Objects.requireNonNull(streams.get(by));
  }

  /**
   * Waits until all has come that comes after all others, so that what is not there then never
   * comes.
   *
   * @param last by the box that they are about
   */
  void settle(Map<String, String> last) {
    streams.forEach(
        (by, streamed) -> {
          if (!streamed.purpose().equals("audit")) {
            last.values().forEach(id -> arrived(by, streamed.stream(), id));
          }
        });
    for (Seat by : Seat.ALL) {
      if (by.ranks()) {
        Waiting.until(() -> counts(ranking(by, Purposes.OF_MACHINES), last.keySet()));
      } else {
        assertThat(by.working(Purposes.OF_MACHINES).get(Journeys.RANKING).status())
            .as("ranking for %s", by)
            .isEqualTo(403);
      }
      if (by.machine()) {
        Waiting.until(
            () ->
                ids(search(by, Purposes.OF_MACHINES, "").path("items")).containsAll(last.values()));
      }
    }
  }

  private static void arrived(Seat by, EventStream stream, String id) {
    assertThat(stream.await(event -> event.data().contains(id), ARRIVES))
        .as("the last alert on the stream of %s", by)
        .isPresent();
  }

  private static boolean counts(Map<String, JsonNode> ranking, Set<String> boxes) {
    return boxes.stream()
        .allMatch(
            box -> {
              JsonNode entry = ranking.get(box);
              return entry != null && !entry.path("parts").isEmpty();
            });
  }

  private static Map<String, JsonNode> ranking(Seat by, String purpose) {
    return Journeys.entries(by.working(purpose))
        .collect(Collectors.toMap(entry -> entry.path("container").asString(), entry -> entry));
  }

  String inList(Seat by, String purpose, String id) {
    return lists
        .computeIfAbsent(
            new Reading(by, purpose),
            reading ->
                Alerts.latest(by.working(purpose)).stream()
                    .collect(Collectors.toMap(Alerts::id, alert -> alert)))
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().equals(id))
        .map(entry -> shown(entry.getValue()))
        .findFirst()
        .orElse("no");
  }

  String onPage(Seat by, String purpose, String id) {
    Answer answer = by.working(purpose).get(Alerts.PATH + "/" + id);
    return switch (answer.status()) {
      case 200 -> shown(answer.json());
      case 404 -> "no";
      default -> answer.toString();
    };
  }

  /** What a reader finds of all that was released since this began, in one search. */
  String inSearch(Seat by, String purpose, String id) {
    return searched(by, purpose)
        .path("items")
        .valueStream()
        .filter(item -> Alerts.id(item).equals(id))
        .map(Found::shown)
        .findFirst()
        .orElse("no");
  }

  /** How many of that search have a marking, of how many. */
  String counted(Seat by, String purpose, String tlp) {
    JsonNode found = searched(by, purpose);
    return found.path("facets").path("tlp").path(tlp).asInt(0) + " of " + found.path("total");
  }

  private JsonNode searched(Seat by, String purpose) {
    return searches.computeIfAbsent(
        new Reading(by, purpose), reading -> search(by, reading.purpose(), ""));
  }

  /** What a reader finds who knows the number of the box. */
  String byBox(Seat by, String purpose, String box, String id) {
    JsonNode found = search(by, purpose, "&q=" + box);
    List<String> ids = ids(found.path("items"));
    return ids.isEmpty() && found.path("total").asInt() == 0
        ? "no"
        : ids.equals(List.of(id)) ? shown(found.path("items").path(0)) : found.toString();
  }

  private JsonNode search(Seat by, String purpose, String which) {
    Answer answer =
        by.working(purpose).get(Alerts.PATH + "/search?limit=200&from=" + begun + which);
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode items) {
    return items.valueStream().map(Alerts::id).toList();
  }

  /** Whether another alert is told beside one. */
  String related(Seat by, String purpose, String id, String other) {
    Answer answer = by.working(purpose).get(Alerts.PATH + "/" + id + "/related");
    if (answer.status() == 404) {
      return "not there";
    }
    List<String> ids =
        answer
            .json()
            .path("items")
            .valueStream()
            .map(item -> Alerts.id(item.path("alert")))
            .toList();
    return ids.isEmpty()
        ? "no"
        : ids.equals(List.of(other))
            ? shown(answer.json().at("/items/0/alert"))
            : answer.toString();
  }

  /** Whether a reader can take a file of an alert away. */
  String saved(Seat by, String purpose, String id, String sha256) {
    Answer answer = by.working(purpose).get(Alerts.PATH + "/" + id + "/attachments/" + sha256);
    return switch (answer.status()) {
      case 200 -> "yes";
      case 403 -> "refused";
      case 404 -> "not there";
      case 409 -> "closed";
      default -> answer.toString();
    };
  }

  /** Whether a port is given a file by the origin of its alert. */
  String handed(String receiver, String sender, String id, String sha256) {
    return handed.computeIfAbsent(
        receiver + " " + id,
        _ -> {
          String path = "/api/intel/peer/v1/objects/" + id + "/attachments/" + sha256;
          Answer answer = new PeerPort(receiver).get(sender, path);
          return switch (answer.status()) {
            case 200 -> "true";
            case 404 -> "false";
            default -> answer.toString();
          };
        });
  }

  String onStream(Seat by, String id) {
    return of(by).stream().events().stream()
        .filter(event -> event.data().contains(id))
        .map(event -> shown(event.json()))
        .findFirst()
        .orElse("no");
  }

  /** That it is there, with what it says has to be shown with it; closed, it has no narrative. */
  private static String shown(JsonNode alert) {
    List<String> obligations =
        alert.path("obligations").valueStream().map(JsonNode::asString).sorted().toList();
    boolean closed = alert.path("narrative").asString("").isEmpty();
    return closed == obligations.contains("accept-limits")
        ? String.join("+", Stream.concat(Stream.of("yes"), obligations.stream()).toList())
        : alert.toString();
  }

  /** What stands beside the score of a box about which there is one alert. */
  String reason(Seat by, String purpose, String box, String id) {
    List<String> told =
        entry(by, purpose, box).stream()
            .flatMap(entry -> entry.path("parts").valueStream())
            .map(part -> told(part, id))
            .toList();
    return told.isEmpty() ? "no" : String.join(" ", told);
  }

  private static String told(JsonNode part, String id) {
    return switch (part.path("kind").asString()) {
      case "alert" -> part.path("alert").asString().equals(id) ? "yes" : part.toString();
      // whom to call, and nothing of what it is about
      case "restricted" ->
          Stream.of("alert", "tlp", "origin").allMatch(field -> part.path(field).isMissingNode())
              ? "desk"
              : part.toString();
      default -> part.toString();
    };
  }

  int points(Seat by, String purpose, String box) {
    return entry(by, purpose, box).map(entry -> entry.path("score").asInt()).orElse(0);
  }

  /** Of who may rank; the others are refused (see {@link #settle}). */
  private Optional<JsonNode> entry(Seat by, String purpose, String box) {
    return by.ranks()
        ? Optional.ofNullable(
            rankings
                .computeIfAbsent(
                    new Reading(by, purpose), reading -> ranking(by, reading.purpose()))
                .get(box))
        : Optional.empty();
  }

  boolean pulled(String receiver, String sender, String id) {
    return pulls
        .computeIfAbsent(
            new Pull(receiver, sender), pull -> new PeerPort(receiver).pulledFrom(sender))
        .contains(id);
  }

  @Override
  public void close() {
    streams.values().forEach(streamed -> streamed.stream().close());
  }
}
