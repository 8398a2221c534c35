package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.Answer;
import eu.portsalliance.local.client.Api;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
  private static final String EVENTS = "/api/risk/events";

  private final String locode;
  private final String terminal;
  private final Api portSystems;
  private final List<String> here = new ArrayList<>();

  private Journeys(String locode, String terminal, String client) {
    this.locode = locode;
    this.terminal = terminal;
    this.portSystems = Callers.machine(client);
  }

  static Journeys atRotterdam() {
    return new Journeys("NLRTM", "RWG", "pcs-nlrtm");
  }

  /** A fresh box that was discharged a while ago. */
  String arrived() {
    return arrived(Boxes.fresh());
  }

  String arrived(String container) {
    accepted(container, List.of(event(container, "DISC", "ACT", Duration.ofMinutes(-25), "")));
    return container;
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
    Answer answer = portSystems.post(EVENTS, Map.of("events", events));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    assertThat(answer.json().path("results").valueStream().map(r -> r.path("status").asString()))
        .as("%s", answer)
        .containsOnly("accepted");
    return answer.json();
  }

  /** One event; {@code seal} is empty when none was looked at. */
  Map<String, Object> event(
      String container, String code, String classifier, Duration fromNow, String seal) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> equipment = new LinkedHashMap<>();
    equipment.put("equipmentReference", container);
    equipment.put("ISOEquipmentCode", "45R1");
    equipment.put("emptyIndicatorCode", "LADEN");
    if (!seal.isEmpty()) {
      equipment.put("seals", List.of(Map.of("number", seal, "source", "SHI")));
    }
    return Map.of(
        "eventID", UUID.randomUUID().toString(),
        "eventDateTime", now.plus(fromNow).toString(),
        "eventUpdatedDateTime", now.toString(),
        "eventClassification",
            Map.of(
                "eventTypeCode", "EQUIPMENT",
                "eventClassifierCode", classifier,
                "equipmentEventTypeCode", code),
        "eventLocation",
            Map.of(
                "UNLocationCode",
                locode,
                "facility",
                Map.of("facilityCode", terminal, "facilityCodeListProvider", "SMDG")),
        "equipmentDetails", equipment);
  }

  /** The ranking as a reader gets it. */
  static String ranking(Api reader) {
    Answer ranking = reader.get("/api/risk/ranking?limit=200");
    assertThat(ranking.status()).as("%s", ranking).isEqualTo(200);
    return ranking.body();
  }

  /** What a reader is shown of a box in the ranking. */
  static Optional<JsonNode> ranked(Api reader, String container) {
    return JSON.readTree(ranking(reader))
        .path("items")
        .valueStream()
        .filter(item -> item.path("container").asString().equals(container))
        .findFirst();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (String container : List.copyOf(here)) {
      portSystems.post(
          EVENTS,
          Map.of("events", List.of(event(container, "GTOT", "ACT", Duration.ofMinutes(-1), ""))));
    }
    here.clear();
  }
}
