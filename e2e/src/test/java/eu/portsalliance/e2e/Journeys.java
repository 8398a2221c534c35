package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.demo.Messages;
import eu.portsalliance.local.demo.Messages.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Boxes that a port's systems report (DCSA Track and Trace 3.0). After each test they leave through
 * the gate, so that the ranking is empty again of them.
 */
final class Journeys implements AfterEachCallback {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  static final String RANKING = "/api/risk/ranking?limit=200";

  private static final String EVENTS = "/api/risk/events";

  private final String locode;
  private final String terminal;
  private final Poster portSystems;
  private final List<String> here = new CopyOnWriteArrayList<>();

  /** How the port's systems send something. */
  private interface Poster {
    Answer post(String path, Object body);
  }

  private Journeys(String locode, String terminal, Poster portSystems) {
    this.locode = locode;
    this.terminal = terminal;
    this.portSystems = portSystems;
  }

  static Journeys atRotterdam() {
    return at("NLRTM", "RWG");
  }

  /** At a terminal of a port, which is named by its SMDG code. */
  static Journeys at(String locode, String terminal) {
    return new Journeys(locode, terminal, (path, body) -> systems(locode).post(path, body));
  }

  /** The same where a process may be away: each event is sent until it is taken. */
  static Journeys insistingAtRotterdam() {
    return new Journeys(
        "NLRTM", "RWG", (path, body) -> Insistence.post(systems("NLRTM"), path, body));
  }

  private static Api systems(String locode) {
    return Callers.machine("pcs-" + locode.toLowerCase(Locale.ROOT));
  }

  /** A fresh box that was discharged a while ago. */
  String arrived() {
    return arrived(Boxes.fresh());
  }

  String arrived(String container) {
    accepted(container, List.of(event(container, "DISC", "ACT", Duration.ofMinutes(-25), "")));
    return container;
  }

  /** Boxes that were discharged a while ago, reported together. */
  void arrived(List<String> containers) {
    here.addAll(containers);
    accepted(
        containers.stream()
            .map(container -> event(container, "DISC", "ACT", Duration.ofMinutes(-25), ""))
            .toList());
  }

  /**
   * A fresh box whose seal changed between the ship and the scan, with no opening reported: with an
   * alert it scores as much as a box can.
   */
  String arrivedWithAnotherSeal() {
    String container = Boxes.fresh();
    accepted(
        container,
        List.of(
            event(container, "DISC", "ACT", Duration.ofHours(-5), "EC4471093"),
            event(container, "CUSS", "ACT", Duration.ofHours(-4), "EC4471178")));
    return container;
  }

  /** Posts events of one box, each of which has to be taken. */
  JsonNode accepted(String container, List<Map<String, Object>> events) {
    here.add(container);
    return accepted(events);
  }

  private JsonNode accepted(List<Map<String, Object>> events) {
    Answer answer = portSystems.post(EVENTS, Map.of("events", events));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().path("results").valueStream().map(r -> r.path("status").asString()))
        .as("%s", answer)
        .containsOnly("accepted");
    return answer.json();
  }

  /** A box that somebody else reported leaves after the test too. */
  void leaves(String container) {
    here.add(container);
  }

  /** One event; {@code seal} is empty when none was looked at. */
  Map<String, Object> event(
      String container, String code, String classifier, Duration fromNow, String seal) {
    Move move = new Move(container, code, classifier, Instant.now().plus(fromNow), seal);
    return Messages.event(move, locode, terminal);
  }

  /** The ranking as a reader gets it. */
  static String ranking(Api reader) {
    Answer ranking = reader.get(RANKING);
    assertThat(ranking.status()).as("%s", ranking).isEqualTo(200);
    return ranking.body();
  }

  /** The boxes of the ranking. */
  static Stream<JsonNode> entries(Api reader) {
    return JSON.readTree(ranking(reader)).path("items").valueStream();
  }

  /** What a reader is shown of a box in the ranking. */
  static Optional<JsonNode> ranked(Api reader, String container) {
    return entries(reader)
        .filter(item -> item.path("container").asString().equals(container))
        .findFirst();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<Map<String, Object>> gone =
        here.stream()
            .map(container -> event(container, "GTOT", "ACT", Duration.ofMinutes(-1), ""))
            .toList();
    if (!gone.isEmpty()) {
      portSystems.post(EVENTS, Map.of("events", gone));
    }
    here.clear();
  }
}
