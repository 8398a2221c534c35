package eu.portsalliance.intel.stix;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert.Attachment;
import eu.portsalliance.intel.stix.StixAlert.Box;
import eu.portsalliance.intel.stix.StixAlert.Details;
import eu.portsalliance.intel.stix.StixAlert.Indicator;
import eu.portsalliance.intel.stix.StixAlert.Journey;
import eu.portsalliance.intel.stix.StixAlert.Wanted;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an alert or a sighting from bytes that somebody else may have written. Members that are not
 * known are left where they are; what the policy needs and cannot be understood makes the object
 * unreadable.
 */
public final class StixReader {

  /** Larger objects are not read at all. */
  public static final int MOST_BYTES = 128 * 1024;

  /** Characters of a word out of a list, of what things are found by, and of a line of text. */
  private static final int WORD = 64;

  private static final int VALUE = 200;
  private static final int LINE = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern ID =
      Pattern.compile(
          "indicator--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final String SIGHTING = "sighting";
  private static final Pattern SIGHTING_ID =
      Pattern.compile(
          "sighting--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NUMBER = Pattern.compile("[A-Z]{4}[0-9]{7}");

  /** What lies outside nobody means, and not every store can hold it. */
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  /** What came of reading. */
  public sealed interface Reading {
    /** Understood. */
    record Read(StixAlert alert) implements Reading {}

    /** Understood: its origin takes back what it said under this id. */
    record Withdrawn(Withdrawal withdrawal) implements Reading {}

    /** Understood: something of an alert was seen. */
    record Sighted(StixSighting sighting) implements Reading {}

    /**
     * Not understood.
     *
     * @param reason which member is at fault; never its content
     */
    record Unreadable(String reason) implements Reading {}
  }

  private StixReader() {}

  /** Reads the bytes; never throws for what is in them. */
  public static Reading read(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return new Reading.Unreadable("the object is larger than " + MOST_BYTES + " bytes");
    }
    try {
      JsonNode root = JSON.readTree(bytes);
      if (SIGHTING.equals(root.path("type").stringValue(""))) {
        return new Reading.Sighted(sighting(root));
      }
      return root.path("revoked").booleanValue(false)
          ? new Reading.Withdrawn(withdrawal(root))
          : new Reading.Read(alert(root));
    } catch (JacksonException malformed) {
      return new Reading.Unreadable("not well-formed JSON");
    } catch (Fault fault) {
      return new Reading.Unreadable(fault.reason);
    } catch (DateTimeException malformed) {
      return new Reading.Unreadable("a date or a time cannot be read");
    }
  }

  private static JsonNode extension(JsonNode root) {
    is(root, "type", "indicator");
    is(root, "pattern_type", "stix");
    return common(root);
  }

  private static JsonNode common(JsonNode root) {
    is(root, "spec_version", "2.1");
    JsonNode extension = root.path("extensions").path(StixNames.EXTENSION);
    is(extension, "extension_type", "property-extension");
    return extension;
  }

  private static String controller(JsonNode root, JsonNode extension) {
    String controller = text(extension, "controller");
    if (!StixNames.identity(controller).equals(text(root, "created_by_ref"))) {
      throw new Fault("created_by_ref: is not the identity of the controller");
    }
    return controller;
  }

  private static Withdrawal withdrawal(JsonNode root) {
    JsonNode extension = extension(root);
    return new Withdrawal(
        matching(root, "id", ID),
        version(extension),
        matching(extension, "origin_port", Locode.FORM),
        controller(root, extension),
        instant(root, "created"),
        instant(root, "modified"));
  }

  /** A sighting is said once: it has no later version, and nobody takes it back. */
  private static StixSighting sighting(JsonNode root) {
    JsonNode extension = common(root);
    require(!root.has("granular_markings"), "granular_markings: not understood by this version");
    Instant created = instant(root, "created");
    require(created.equals(instant(root, "modified")), "modified: is not when it was created");
    return new StixSighting(
        matching(root, "id", SIGHTING_ID),
        matching(root, "sighting_of_ref", ID),
        matching(extension, "origin_port", Locode.FORM),
        controller(root, extension),
        created,
        instant(root, "last_seen"),
        shorter(extension, "place", 100),
        shorter(extension, "outcome", 100),
        root.has("description") ? shorter(root, "description", 2_000) : "",
        tlp(root));
  }

  private static StixAlert alert(JsonNode root) {
    JsonNode extension = extension(root);
    require(!root.has("granular_markings"), "granular_markings: not understood by this version");
    String controller = controller(root, extension);
    return new StixAlert(
        matching(root, "id", ID),
        version(extension),
        matching(extension, "origin_port", Locode.FORM),
        controller,
        instant(root, "created"),
        instant(root, "modified"),
        shorter(extension, "kind", WORD),
        shorter(root, "name", LINE),
        root.has("description") ? text(root, "description") : "",
        boxes(extension.path("containers")),
        tlp(root),
        strings(extension, "audience"),
        strings(extension, "persons"),
        code(extension),
        optional(extension, "source_grade"),
        optional(extension, "information_grade"),
        actionOn(extension),
        shorter(extension, "regime", WORD),
        shorter(extension, "legal_basis", LINE),
        shorter(extension, "nature", WORD),
        instant(root, "valid_from"),
        instant(root, "valid_until"),
        LocalDate.parse(text(extension, "review_on")),
        details(extension));
  }

  /** Members that objects of before do not have: absent is none. */
  private static Details details(JsonNode extension) {
    Optional<Instant> due =
        extension.has("due_at") ? Optional.of(instant(extension, "due_at")) : Optional.empty();
    return new Details(
        indicators(extension),
        extension.has("journey")
            ? Optional.of(journey(extension.path("journey")))
            : Optional.empty(),
        optional(extension, "limits"),
        due,
        extension.has("in_reply_to")
            ? Optional.of(matching(extension, "in_reply_to", ID))
            : Optional.empty(),
        extension.has("in_reply_to_version")
            ? Optional.of(number(extension, "in_reply_to_version"))
            : Optional.empty(),
        extension.has("wanted") ? Optional.of(wanted(extension.path("wanted"))) : Optional.empty(),
        consent(extension),
        attachments(extension));
  }

  private static Wanted wanted(JsonNode node) {
    require(node.isObject(), "wanted: has not the form it should have");
    return new Wanted(
        matching(node, "alert", ID), strings(node, "recipients"), text(node, "purpose"));
  }

  private static Optional<Boolean> consent(JsonNode extension) {
    JsonNode consent = extension.path("consent");
    require(consent.isMissingNode() || consent.isBoolean(), "consent: is true or false");
    return consent.isMissingNode() ? Optional.empty() : Optional.of(consent.booleanValue());
  }

  private static List<Indicator> indicators(JsonNode extension) {
    if (!extension.has("indicators")) {
      return List.of();
    }
    JsonNode array = extension.path("indicators");
    require(array.isArray() && array.size() <= 1000, "indicators: a list is needed");
    List<Indicator> indicators = new ArrayList<>();
    for (JsonNode indicator : array) {
      indicators.add(
          new Indicator(shorter(indicator, "type", WORD), shorter(indicator, "value", VALUE)));
    }
    return indicators;
  }

  private static List<Attachment> attachments(JsonNode extension) {
    if (!extension.has("attachments")) {
      return List.of();
    }
    JsonNode array = extension.path("attachments");
    require(array.isArray() && array.size() <= 100, "attachments: a list is needed");
    List<Attachment> attachments = new ArrayList<>();
    for (JsonNode one : array) {
      int size = one.path("size").intValue(0);
      require(size > 0, "attachments: a size is needed");
      attachments.add(
          new Attachment(
              shorter(one, "name", LINE),
              shorter(one, "type", VALUE),
              size,
              matching(one, "sha256", SHA_256)));
    }
    return attachments;
  }

  private static Journey journey(JsonNode node) {
    require(node.isObject(), "journey: has not the form it should have");
    return new Journey(
        optional(node, "voyage"),
        optional(node, "vessel_imo"),
        optional(node, "bill_of_lading"),
        optional(node, "loading"),
        optional(node, "discharge"));
  }

  /** Exactly one TLP 2.0 marking and no other: another marking could be stricter than we know. */
  private static Tlp tlp(JsonNode root) {
    List<String> markings = strings(root, "object_marking_refs");
    require(markings.size() == 1, "object_marking_refs: exactly one marking is understood");
    return StixNames.tlp(markings.getFirst())
        .orElseThrow(() -> new Fault("object_marking_refs: not a TLP 2.0 marking"));
  }

  private static HandlingCode code(JsonNode extension) {
    String written = text(extension, "handling_code");
    return Arrays.stream(HandlingCode.values())
        .filter(code -> code.name().equals(written))
        .findFirst()
        .orElseThrow(() -> new Fault("handling_code: not understood"));
  }

  private static ActionOn actionOn(JsonNode extension) {
    String written = text(extension, "action_on");
    return Arrays.stream(ActionOn.values())
        .filter(action -> action.label().equals(written))
        .findFirst()
        .orElseThrow(() -> new Fault("action_on: not understood"));
  }

  private static int version(JsonNode extension) {
    return number(extension, "released_version");
  }

  private static int number(JsonNode node, String name) {
    int number = node.path(name).intValue(0);
    require(number > 0, name + ": a positive number is needed");
    return number;
  }

  private static List<Box> boxes(JsonNode array) {
    require(array.isArray() && array.size() <= 1000, "containers: a list is needed");
    List<Box> boxes = new ArrayList<>();
    for (JsonNode box : array) {
      boxes.add(
          new Box(
              matching(box, "number", NUMBER), box.path("check_digit_valid").booleanValue(false)));
    }
    return boxes;
  }

  private static List<String> strings(JsonNode node, String name) {
    JsonNode array = node.path(name);
    require(array.isArray() && array.size() <= 1000, name + ": a list is needed");
    List<String> strings = new ArrayList<>();
    for (JsonNode item : array) {
      require(item.isString() && storable(item.stringValue()), name + ": holds what is no text");
      require(
          item.stringValue().length() <= VALUE,
          name + ": holds more than " + VALUE + " characters");
      strings.add(item.stringValue());
    }
    return strings;
  }

  private static Optional<String> optional(JsonNode node, String name) {
    return node.has(name) ? Optional.of(shorter(node, name, LINE)) : Optional.empty();
  }

  private static Instant instant(JsonNode node, String name) {
    Instant instant = Instant.parse(text(node, name));
    require(
        !instant.isBefore(Instant.EPOCH) && !instant.isAfter(LATEST),
        name + ": no time that can be");
    return instant;
  }

  private static String matching(JsonNode node, String name, Pattern form) {
    String value = text(node, name);
    require(form.matcher(value).matches(), name + ": has not the form it should have");
    return value;
  }

  private static String shorter(JsonNode node, String name, int most) {
    String value = text(node, name);
    require(value.length() <= most, name + ": longer than " + most + " characters");
    return value;
  }

  private static void is(JsonNode node, String name, String expected) {
    require(expected.equals(text(node, name)), name + ": is not " + expected);
  }

  /**
   * PostgreSQL and peers alike cannot keep the character U+0000 nor half a surrogate pair, which
   * would read differently when it is kept; so they make text unreadable.
   */
  private static boolean storable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    require(value.isString() && storable(value.stringValue()), name + ": text is needed");
    return value.stringValue();
  }

  private static void require(boolean so, String reason) {
    if (!so) {
      throw new Fault(reason);
    }
  }

  /** Leaves the reading at the first thing that is not so; never leaves this class. */
  private static final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String reason;

    Fault(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }

  /** Whether a text has the form of the name that an attachment has within its alert. */
  public static boolean isAttachment(@Nullable String text) {
    return text != null && SHA_256.matcher(text).matches();
  }

  /** Whether a text has the form of an alert's id. */
  public static boolean isId(@Nullable String text) {
    return text != null && ID.matcher(text).matches();
  }
}
