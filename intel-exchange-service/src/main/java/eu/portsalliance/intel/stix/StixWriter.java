package eu.portsalliance.intel.stix;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an alert as STIX 2.1, once. The bytes that leave here are the ones that are signed, stored
 * and passed on; nothing serialises the object a second time.
 */
public final class StixWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A pattern is required also where nothing can be observed: this one matches nothing. */
  private static final String NOTHING = "[shipping-container:number = '']";

  private StixWriter() {}

  /** The exact bytes, compact UTF-8 JSON. */
  public static byte[] write(StixAlert alert) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1536);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      indicator(json, alert);
      json.writeName("extensions");
      json.writeStartObject();
      json.writeName(StixNames.EXTENSION);
      json.writeStartObject();
      extension(json, alert);
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void indicator(JsonGenerator json, StixAlert alert) {
    json.writeStringProperty("type", "indicator");
    json.writeStringProperty("spec_version", "2.1");
    json.writeStringProperty("id", alert.id());
    json.writeStringProperty("created_by_ref", StixNames.identity(alert.controller()));
    json.writeStringProperty("created", StixNames.timestamp(alert.created()));
    json.writeStringProperty("modified", StixNames.timestamp(alert.modified()));
    json.writeStringProperty("name", alert.title());
    json.writeStringProperty("description", alert.narrative());
    json.writeStringProperty("pattern", pattern(alert));
    json.writeStringProperty("pattern_type", "stix");
    json.writeStringProperty("valid_from", StixNames.timestamp(alert.validFrom()));
    json.writeStringProperty("valid_until", StixNames.timestamp(alert.validUntil()));
    // The only sound part of the mapping; a 4 says nothing that STIX could carry.
    int confidence =
        switch (alert.informationGrade().orElse("")) {
          case "1" -> 90;
          case "2" -> 70;
          case "3" -> 50;
          default -> -1;
        };
    if (confidence > 0) {
      json.writeNumberProperty("confidence", confidence);
    }
    strings(json, "object_marking_refs", List.of(StixNames.marking(alert.tlp())));
  }

  private static void extension(JsonGenerator json, StixAlert alert) {
    json.writeStringProperty("extension_type", "property-extension");
    json.writeStringProperty("kind", alert.kind());
    json.writeName("containers");
    json.writeStartArray();
    for (StixAlert.Box box : alert.containers()) {
      json.writeStartObject();
      json.writeStringProperty("number", box.number());
      json.writeBooleanProperty("check_digit_valid", box.checkDigitValid());
      json.writeEndObject();
    }
    json.writeEndArray();
    strings(json, "audience", alert.audience());
    strings(json, "persons", alert.persons());
    json.writeStringProperty("handling_code", alert.handlingCode().name());
    alert.sourceGrade().ifPresent(grade -> json.writeStringProperty("source_grade", grade));
    alert
        .informationGrade()
        .ifPresent(grade -> json.writeStringProperty("information_grade", grade));
    json.writeStringProperty("action_on", alert.actionOn().label());
    json.writeStringProperty("regime", alert.regime());
    json.writeStringProperty("legal_basis", alert.legalBasis());
    json.writeStringProperty("nature", alert.nature());
    json.writeStringProperty("review_on", alert.reviewOn().toString());
    json.writeStringProperty("origin_port", alert.origin());
    json.writeStringProperty("controller", alert.controller());
    json.writeNumberProperty("released_version", alert.version());
    details(json, alert.details());
  }

  private static void details(JsonGenerator json, StixAlert.Details details) {
    if (!details.indicators().isEmpty()) {
      json.writeName("indicators");
      json.writeStartArray();
      for (StixAlert.Indicator indicator : details.indicators()) {
        json.writeStartObject();
        json.writeStringProperty("type", indicator.type());
        json.writeStringProperty("value", indicator.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    details.journey().ifPresent(journey -> journey(json, journey));
    details.limits().ifPresent(limits -> json.writeStringProperty("limits", limits));
    details.dueAt().ifPresent(due -> json.writeStringProperty("due_at", StixNames.timestamp(due)));
    details.inReplyTo().ifPresent(id -> json.writeStringProperty("in_reply_to", id));
    details
        .inReplyToVersion()
        .ifPresent(version -> json.writeNumberProperty("in_reply_to_version", version));
    details.wanted().ifPresent(wanted -> wanted(json, wanted));
    details.consent().ifPresent(consent -> json.writeBooleanProperty("consent", consent));
    if (!details.attachments().isEmpty()) {
      json.writeName("attachments");
      json.writeStartArray();
      for (StixAlert.Attachment attachment : details.attachments()) {
        json.writeStartObject();
        json.writeStringProperty("name", attachment.name());
        json.writeStringProperty("type", attachment.type());
        json.writeNumberProperty("size", attachment.size());
        json.writeStringProperty("sha256", attachment.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void wanted(JsonGenerator json, StixAlert.Wanted wanted) {
    json.writeName("wanted");
    json.writeStartObject();
    json.writeStringProperty("alert", wanted.alert());
    strings(json, "recipients", wanted.recipients());
    json.writeStringProperty("purpose", wanted.purpose());
    json.writeEndObject();
  }

  private static void journey(JsonGenerator json, StixAlert.Journey journey) {
    json.writeName("journey");
    json.writeStartObject();
    journey.voyage().ifPresent(voyage -> json.writeStringProperty("voyage", voyage));
    journey.vesselImo().ifPresent(imo -> json.writeStringProperty("vessel_imo", imo));
    journey.billOfLading().ifPresent(number -> json.writeStringProperty("bill_of_lading", number));
    journey.loading().ifPresent(port -> json.writeStringProperty("loading", port));
    journey.discharge().ifPresent(port -> json.writeStringProperty("discharge", port));
    json.writeEndObject();
  }

  /**
   * The exact bytes of a withdrawal: what STIX 2.1, section 4.7, requires of an indicator, {@code
   * revoked}, and nothing of what was said.
   */
  public static byte[] write(Withdrawal withdrawal) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(768);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", "indicator");
      json.writeStringProperty("spec_version", "2.1");
      json.writeStringProperty("id", withdrawal.id());
      json.writeStringProperty("created_by_ref", StixNames.identity(withdrawal.controller()));
      json.writeStringProperty("created", StixNames.timestamp(withdrawal.created()));
      json.writeStringProperty("modified", StixNames.timestamp(withdrawal.modified()));
      json.writeBooleanProperty("revoked", true);
      json.writeStringProperty("pattern", NOTHING);
      json.writeStringProperty("pattern_type", "stix");
      json.writeStringProperty("valid_from", StixNames.timestamp(withdrawal.modified()));
      json.writeName("extensions");
      json.writeStartObject();
      json.writeName(StixNames.EXTENSION);
      json.writeStartObject();
      json.writeStringProperty("extension_type", "property-extension");
      json.writeStringProperty("origin_port", withdrawal.origin());
      json.writeStringProperty("controller", withdrawal.controller());
      json.writeNumberProperty("released_version", withdrawal.version());
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** The exact bytes of a sighting; its marking is that of the alert. */
  public static byte[] write(StixSighting sighting) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(768);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("type", "sighting");
      json.writeStringProperty("spec_version", "2.1");
      json.writeStringProperty("id", sighting.id());
      json.writeStringProperty("created_by_ref", StixNames.identity(sighting.controller()));
      json.writeStringProperty("created", StixNames.timestamp(sighting.created()));
      json.writeStringProperty("modified", StixNames.timestamp(sighting.created()));
      if (!sighting.note().isEmpty()) {
        json.writeStringProperty("description", sighting.note());
      }
      json.writeStringProperty("first_seen", StixNames.timestamp(sighting.at()));
      json.writeStringProperty("last_seen", StixNames.timestamp(sighting.at()));
      json.writeNumberProperty("count", 1);
      json.writeStringProperty("sighting_of_ref", sighting.alert());
      strings(json, "where_sighted_refs", List.of(StixNames.identity(sighting.controller())));
      strings(json, "object_marking_refs", List.of(StixNames.marking(sighting.tlp())));
      json.writeName("extensions");
      json.writeStartObject();
      json.writeName(StixNames.EXTENSION);
      json.writeStartObject();
      json.writeStringProperty("extension_type", "property-extension");
      json.writeStringProperty("place", sighting.place());
      json.writeStringProperty("outcome", sighting.outcome());
      json.writeStringProperty("origin_port", sighting.origin());
      json.writeStringProperty("controller", sighting.controller());
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** STIX 2.1, section 9: one comparison for each thing, any of which matches. */
  private static String pattern(StixAlert alert) {
    String pattern =
        Stream.concat(
                alert.containers().stream()
                    .map(box -> "[shipping-container:number = '" + box.number() + "']"),
                alert.details().indicators().stream()
                    .map(i -> "[x-port-" + i.type() + ":value = '" + escaped(i.value()) + "']"))
            .collect(Collectors.joining(" OR "));
    return pattern.isEmpty() ? NOTHING : pattern;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
