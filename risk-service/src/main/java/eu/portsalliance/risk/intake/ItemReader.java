package eu.portsalliance.risk.intake;

import eu.portsalliance.access.Locode;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Carriage;
import eu.portsalliance.risk.event.Classifier;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import eu.portsalliance.risk.event.Place;
import eu.portsalliance.risk.event.Seal;
import eu.portsalliance.risk.intake.Feedback.At;
import eu.portsalliance.risk.intake.Feedback.Code;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one event of a message; what is wrong with it is told field by field. */
final class ItemReader {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration CLOCK_ERROR = Duration.ofDays(1);
  private static final Duration FARTHEST = Duration.ofDays(730);
  private static final Pattern FACILITY = Pattern.compile("[A-Z0-9]{1,6}");
  private static final Set<String> LISTS = Set.of("SMDG", "BIC");
  private static final Set<String> MODES = Set.of("VESSEL", "RAIL", "TRUCK", "BARGE", "MULTIMODAL");
  private static final Set<String> SOURCES =
      Set.of("CAR", "CNS", "CST", "CUS", "PHY", "SHI", "TER", "VET");
  private static final Set<String> TYPES = Set.of("KLP", "BLT", "WIR");
  private static final Set<String> PLACEMENTS = Set.of("DOOR", "VENT");
  private static final int MOST_SEALS = 20;

  private final Intake intake;
  private final Form form;
  private final int index;
  private final String path;
  private final List<Feedback> errors = new ArrayList<>();

  ItemReader(Intake intake, Form form, int index, String path) {
    this.intake = intake;
    this.form = form;
    this.index = index;
    this.path = path;
  }

  Read read(JsonNode event) {
    if (!event.isObject()) {
      error(Code.WRONG_TYPE, "", "an event is an object");
      return refused("");
    }
    JsonNode id = event.path("eventID");
    String eventId = id.isString() && storable(id.stringValue(), 500) ? id.stringValue() : "";
    String type = string(event, form.type);
    if (!"EQUIPMENT".equals(type)) {
      error(
          type == null ? Code.MISSING : Code.UNSUPPORTED_EVENT_TYPE,
          form.type,
          "only events of type EQUIPMENT are taken here");
      return refused(eventId);
    }
    errors.addAll(FieldCheck.check(path, event, form.fields()));
    if (!errors.isEmpty()) {
      return refused(eventId);
    }
    if (event.path("isRetracted").asBoolean(false)) {
      // taking an event back lowers attention: no machine does that alone
      error(Code.RETRACTION_NOT_TAKEN, "isRetracted", "an event is not taken back by a machine");
      return refused(eventId);
    }
    return build(event, eventId);
  }

  private Read build(JsonNode event, String eventId) {
    if (eventId.isBlank()) {
      error(Code.MISSING, "eventID", "give the event an id of 1 to 500 characters");
    }
    Classifier classifier =
        required(event, form.classifier, Classifier::of, "one of ACT, EST, PLN");
    EquipmentCode code =
        required(event, form.code, EquipmentCode::of, "an equipmentEventTypeCode of the standard");
    ContainerNumber container =
        required(
            event,
            form.equipment + "equipmentReference",
            ContainerNumber::read,
            "a container number of 4 to 15 letters A to Z and digits");
    OffsetDateTime occurred = occurred(event, classifier);
    Instant issued = issued(event);
    Place place = place(event);
    String mode = listed(event, form.mode, MODES);
    String iso = short4(event, form.equipment + "ISOEquipmentCode");
    String empty = listed(event, form.equipment + "emptyIndicatorCode", Set.of("EMPTY", "LADEN"));
    List<Seal> seals = seals(event);
    String producer = producer(event);
    if (classifier == null
        || code == null
        || container == null
        || occurred == null
        || place == null
        || !errors.isEmpty()) {
      return refused(eventId);
    }
    EventKey key = new EventKey(intake.sender(), producer, eventId);
    EquipmentEvent read =
        new EquipmentEvent(
            key,
            container,
            code,
            classifier,
            occurred,
            issued,
            place,
            mode,
            carriage(event),
            iso,
            empty,
            seals);
    return new Read.Taken(index, path, read, warnings(container));
  }

  private List<Feedback> warnings(ContainerNumber number) {
    At at = new At(path, form.equipment + "equipmentReference");
    if (number.form() == ContainerNumber.Form.OTHER) {
      return List.of(
          Feedback.warn(Code.NOT_ISO_6346, at, "kept, though the number is not of ISO 6346"));
    }
    List<Feedback> warnings = new ArrayList<>();
    if (!number.categoryValid()) {
      warnings.add(
          Feedback.warn(
              Code.CATEGORY_LETTER, at, "kept, though its fourth letter is not U, J or Z"));
    }
    if (!number.checkDigitValid()) {
      warnings.add(
          Feedback.warn(
              Code.CHECK_DIGIT,
              at,
              "kept, though its check digit should be "
                  + number.expectedCheckDigit().orElseThrow()));
    }
    return warnings;
  }

  private @Nullable OffsetDateTime occurred(JsonNode event, @Nullable Classifier classifier) {
    OffsetDateTime time = time(event, "eventDateTime");
    if (time == null) {
      if (errors.stream().noneMatch(e -> e.property().equals("eventDateTime"))) {
        error(Code.MISSING, "eventDateTime", "say when it happened, with an offset");
      }
      return null;
    }
    Instant latest = intake.now().plus(classifier == Classifier.ACT ? CLOCK_ERROR : FARTHEST);
    if (time.toInstant().isBefore(EARLIEST) || time.toInstant().isAfter(latest)) {
      error(Code.INVALID, "eventDateTime", "no event of this classifier can have this time");
      return null;
    }
    return time;
  }

  private @Nullable Instant issued(JsonNode event) {
    OffsetDateTime time = time(event, form.issued);
    return time == null ? null : time.toInstant();
  }

  private @Nullable OffsetDateTime time(JsonNode event, String property) {
    String text = string(event, property);
    if (text == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(text).truncatedTo(ChronoUnit.MICROS);
      if (time.getYear() >= 1970 && time.getYear() < 2200) {
        return time;
      }
    } catch (DateTimeException notATime) {
      // told below, as a time out of all range is
    }
    error(Code.INVALID, property, "write a date and time with an offset, as 2026-11-23T08:15:00Z");
    return null;
  }

  /**
   * The place of 2.2 stands in eventLocation or, where that is left out, in transportCall; that of
   * 3.0 always in eventLocation, its facility in an object of its own.
   */
  private @Nullable Place place(JsonNode event) {
    String base = "eventLocation";
    if (form == Form.V2_2 && string(event, "eventLocation.UNLocationCode") == null) {
      base =
          string(event, "transportCall.UNLocationCode") != null
              ? "transportCall"
              : "transportCall.location";
    }
    String location = string(event, base + ".UNLocationCode");
    if (location == null || !Locode.FORM.matcher(location).matches()) {
      error(
          location == null ? Code.MISSING : Code.INVALID,
          (location == null ? "eventLocation" : base) + ".UNLocationCode",
          "say where by UN/LOCODE, five characters as NLRTM");
      return null;
    }
    String facilityBase = form == Form.V3_0 ? base + ".facility" : base;
    return facility(event, location, facilityBase);
  }

  private @Nullable Place facility(JsonNode event, String location, String base) {
    String property = base + ".facilityCode";
    String code = string(event, property);
    String list = listed(event, base + ".facilityCodeListProvider", LISTS);
    if (code != null && !FACILITY.matcher(code).matches()) {
      error(Code.INVALID, property, "a facility code has 1 to 6 capitals and digits");
      return null;
    }
    // without a named list a code is read as SMDG's, the list of terminals
    Place place = new Place(location, code, code == null ? null : list == null ? "SMDG" : list);
    boolean here = location.equals(intake.port().value());
    if (here && place.smdg().filter(intake.facilities()::contains).isEmpty()) {
      error(Code.FACILITY_NOT_YOURS, property, "your client speaks for other terminals");
      return null;
    }
    return place;
  }

  private List<Seal> seals(JsonNode event) {
    String base = form.equipment + "seals";
    JsonNode list = at(event, base);
    if (list.size() > MOST_SEALS) {
      error(Code.INVALID, base, "at most " + MOST_SEALS + " seals can be on one box");
      return List.of();
    }
    List<Seal> seals = new ArrayList<>();
    String prefix = form == Form.V3_0 ? "" : "seal";
    for (int i = 0; i < list.size(); i++) {
      String at = base + "[" + i + "].";
      JsonNode seal = list.get(i);
      String numberField = prefix.isEmpty() ? "number" : "sealNumber";
      String number = text(seal, numberField);
      if (number == null || number.isBlank() || !storable(number, 15)) {
        error(Code.INVALID, at + numberField, "a seal has a number of 1 to 15 characters");
        continue;
      }
      String source = text(seal, prefix.isEmpty() ? "source" : "sealSource");
      String type = text(seal, prefix.isEmpty() ? "type" : "sealType");
      String placement = text(seal, "placement");
      check(at + (prefix.isEmpty() ? "source" : "sealSource"), source, SOURCES);
      check(at + (prefix.isEmpty() ? "type" : "sealType"), type, TYPES);
      check(at + "placement", placement, PLACEMENTS);
      seals.add(new Seal(number.strip(), source, type, placement == null ? Seal.DOOR : placement));
    }
    return seals;
  }

  private Carriage carriage(JsonNode event) {
    return Carriage.of(
        string(event, form.vessel),
        form.voyages().stream().flatMap(field -> Stream.ofNullable(string(event, field))));
  }

  private String producer(JsonNode event) {
    JsonNode party = at(event, "eventRouting.originatingParty");
    String code = text(party, "partyCode");
    if (code == null) {
      return "";
    }
    String name = String.join("/", or(party, "codeListProvider"), or(party, "codeListName"), code);
    if (!storable(name, 400)) {
      error(Code.INVALID, "eventRouting.originatingParty", "its codes are too long or unreadable");
    }
    return name;
  }

  private static String or(JsonNode node, String field) {
    String text = text(node, field);
    return text == null ? "" : text;
  }

  private <T> @Nullable T required(
      JsonNode event, String property, Reading<T> reading, String wanted) {
    String text = string(event, property);
    Optional<T> value = text == null ? Optional.empty() : reading.of(text);
    if (value.isEmpty()) {
      error(text == null ? Code.MISSING : Code.INVALID, property, "give " + wanted);
      return null;
    }
    return value.get();
  }

  private @Nullable String listed(JsonNode event, String property, Set<String> allowed) {
    String text = string(event, property);
    check(property, text, allowed);
    return text;
  }

  private void check(String property, @Nullable String text, Set<String> allowed) {
    if (text != null && !allowed.contains(text)) {
      error(
          Code.INVALID,
          property,
          "one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
  }

  private @Nullable String short4(JsonNode event, String property) {
    String text = string(event, property);
    if (text != null && (text.isEmpty() || !storable(text, 4))) {
      error(Code.INVALID, property, "a size and type code has at most 4 characters");
    }
    return text;
  }

  private Read refused(String eventId) {
    return new Read.Refused(index, eventId, List.copyOf(errors));
  }

  private void error(Code code, String property, String message) {
    errors.add(Feedback.error(code, new At(path, property), message));
  }

  /**
   * PostgreSQL keeps no NUL and no half of a surrogate pair; other control characters are no text.
   */
  private static boolean storable(String text, int longest) {
    return text.length() <= longest
        && text.codePoints()
            .noneMatch(
                c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }

  private static @Nullable String string(JsonNode event, String property) {
    JsonNode value = at(event, property);
    return value.isString() ? value.stringValue() : null;
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : null;
  }

  private static JsonNode at(JsonNode event, String property) {
    JsonNode node = event;
    int from = 0;
    for (int dot = property.indexOf('.'); dot >= 0; dot = property.indexOf('.', from)) {
      node = node.path(property.substring(from, dot));
      from = dot + 1;
    }
    return node.path(property.substring(from));
  }

  /** Reads a value out of text, or not. */
  private interface Reading<T> {
    Optional<T> of(String text);
  }
}
