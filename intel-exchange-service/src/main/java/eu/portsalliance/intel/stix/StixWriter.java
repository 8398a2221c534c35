package eu.portsalliance.intel.stix;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an alert as STIX 2.1, once. The bytes that leave here are the ones that are signed, stored
 * and passed on; nothing serialises the object a second time.
 */
public final class StixWriter {

  private static final JsonMapper JSON = JsonMapper.builder().build();

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
  }

  /** STIX 2.1, section 9: one comparison for each container, either of which matches. */
  private static String pattern(StixAlert alert) {
    return alert.containers().stream()
        .map(box -> "[shipping-container:number = '" + box.number() + "']")
        .collect(Collectors.joining(" OR "));
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeName(name);
    json.writeStartArray();
    values.forEach(json::writeString);
    json.writeEndArray();
  }
}
