package eu.portsalliance.risk.intake;

import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a post of events: the message of DCSA Track and Trace 3.0 ({@code
 * {"events":[...]}}, schema PostEventsRequest) or the array of events of 2.2.
 */
final class DcsaReader {
  /** More events than this in one message are refused as a whole. */
  static final int MOST_EVENTS = 5_000;

  private final JsonMapper json =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The outcome of each item, or the problem with the whole. */
  Message read(byte[] body, Intake intake) {
    JsonNode root;
    try {
      root = json.readTree(body);
    } catch (JacksonException malformed) {
      return unreadable(ProblemType.MALFORMED_REQUEST, "The body is not well-formed JSON.");
    }
    if (root.isArray()) {
      return items(root, "$", intake, Form.V2_2);
    }
    if (!root.isObject()) {
      return unreadable(
          ProblemType.MALFORMED_REQUEST, "Send {\"events\": [...]} or an array of events.");
    }
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!field.getKey().equals("events")) {
        return unknownField(field.getKey());
      }
    }
    JsonNode events = root.get("events");
    return events != null && events.isArray()
        ? items(events, "$.events", intake, Form.V3_0)
        : new Message.Unreadable(Problem.field("events", "is missing or is not an array"));
  }

  private Message items(JsonNode events, String path, Intake intake, Form form) {
    if (events.size() > MOST_EVENTS) {
      return unreadable(
          ProblemType.PAYLOAD_TOO_LARGE,
          "Send at most " + MOST_EVENTS + " events at once; these are " + events.size() + ".");
    }
    List<Read> items = new ArrayList<>(events.size());
    for (int index = 0; index < events.size(); index++) {
      String eventPath = path + "[" + index + "]";
      items.add(new ItemReader(intake, form, index, eventPath).read(events.get(index)));
    }
    return new Message.Items(items);
  }

  private static Message unknownField(String name) {
    String shown = name.length() > 80 ? name.substring(0, 80) : name;
    return new Message.Unreadable(
        new Problem(
            ProblemType.UNKNOWN_FIELD,
            "Remove the field " + shown + ", or correct its name.",
            List.of(new FieldError(shown, "is not a field of this message"))));
  }

  private static Message unreadable(ProblemType type, String detail) {
    return new Message.Unreadable(Problem.of(type, detail));
  }
}
