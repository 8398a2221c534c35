package eu.portsalliance.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the demonstration, the end-to-end tests and the benchmarks send: DCSA Track and Trace 3.0
 * events, and drafts of alerts.
 */
public final class Messages {
  private Messages() {}

  /**
   * Something that happens to a loaded box.
   *
   * @param code of the equipment event, such as DISC
   * @param classifier ACT, EST or PLN
   * @param seal the number that was read, empty when none was looked at
   */
  public record Move(String container, String code, String classifier, Instant at, String seal) {
    public Move(String container, String code, String classifier, Instant at) {
      this(container, code, classifier, at, "");
    }
  }

  /**
   * A loaded box that arrives: discharge expected, discharged, and its way out of the gate still
   * planned.
   */
  public static Map<String, Object> journey(String container, String locode, String terminal) {
    Instant now = Instant.now();
    return Map.of(
        "events",
        Stream.of(
                new Move(container, "DISC", "PLN", now.minus(Duration.ofHours(8))),
                new Move(container, "DISC", "ACT", now.minus(Duration.ofMinutes(20))),
                new Move(container, "GTOT", "PLN", now.plus(Duration.ofHours(20))))
            .map(move -> event(move, locode, terminal))
            .toList());
  }

  /** One event at a terminal, which is named by its SMDG code. */
  public static Map<String, Object> event(Move move, String locode, String terminal) {
    Map<String, Object> equipment = new LinkedHashMap<>();
    equipment.put("equipmentReference", move.container());
    equipment.put("ISOEquipmentCode", "45R1");
    equipment.put("emptyIndicatorCode", "LADEN");
    if (!move.seal().isEmpty()) {
      equipment.put("seals", List.of(Map.of("number", move.seal(), "source", "SHI")));
    }
    return Map.of(
        "eventID",
        UUID.randomUUID().toString(),
        "eventDateTime",
        move.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        "eventUpdatedDateTime",
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        "eventClassification",
        Map.of(
            "eventTypeCode", "EQUIPMENT",
            "eventClassifierCode", move.classifier(),
            "equipmentEventTypeCode", move.code()),
        "eventLocation",
        Map.of(
            "UNLocationCode",
            locode,
            "facility",
            Map.of("facilityCode", terminal, "facilityCodeListProvider", "SMDG")),
        "equipmentDetails",
        equipment);
  }

  /**
   * A draft.
   *
   * @param tlp the marking, as FIRST writes it
   * @param audience ports or organisations
   */
  public static Map<String, Object> alert(
      String container, String tlp, List<Map<String, String>> audience) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("kind", "container-of-interest");
    alert.put("title", "Refrigerated box, cocaine suspected behind the panel of its unit");
    alert.put(
        "narrative",
        "Source reports a load hidden in the machine room of this box. Seal and panel to be looked at before it leaves the terminal.");
    alert.put("containers", List.of(container));
    alert.put("tlp", tlp);
    alert.put("audience", audience);
    alert.put("handlingCode", "H0");
    alert.put("sourceGrade", "B");
    alert.put("informationGrade", "2");
    alert.put("actionOn", "control");
    alert.put("regime", "LED");
    alert.put("legalBasis", "Directive (EU) 2016/680, article 8");
    alert.put("nature", "assessment");
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    alert.put("validUntil", now.plus(Duration.ofDays(14)).toString());
    alert.put("reviewOn", LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(14).toString());
    return alert;
  }
}
