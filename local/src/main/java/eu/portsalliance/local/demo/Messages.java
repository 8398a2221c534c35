package eu.portsalliance.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the demonstration sends: DCSA Track and Trace 3.0 events, and drafts of alerts. */
public final class Messages {
  private Messages() {}

  /**
   * A loaded box that arrives: discharge expected, discharged, and its way out of the gate still
   * planned.
   */
  public static Map<String, Object> journey(String container, String locode, String terminal) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(event(container, locode, terminal, "DISC", "PLN", now.minus(Duration.ofHours(8))));
    events.add(
        event(container, locode, terminal, "DISC", "ACT", now.minus(Duration.ofMinutes(20))));
    events.add(event(container, locode, terminal, "GTOT", "PLN", now.plus(Duration.ofHours(20))));
    return Map.of("events", events);
  }

  private static Map<String, Object> event(
      String container,
      String locode,
      String terminal,
      String code,
      String classifier,
      Instant at) {
    return Map.of(
        "eventID", UUID.randomUUID().toString(),
        "eventDateTime", at.toString(),
        "eventUpdatedDateTime", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
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
        "equipmentDetails",
            Map.of(
                "equipmentReference", container,
                "ISOEquipmentCode", "45R1",
                "emptyIndicatorCode", "LADEN"));
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
