package eu.portsalliance.risk.intake;

import eu.portsalliance.risk.intake.Feedback.At;
import eu.portsalliance.risk.intake.Feedback.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Holds one event against the fields that the standard knows. */
final class FieldCheck {
  /** More remarks on one event help nobody and would let a bad message grow a large answer. */
  private static final int REMARKS = 8;

  private static final int NAME = 80;

  private final String eventPath;
  private final List<Feedback> remarks = new ArrayList<>();

  private FieldCheck(String eventPath) {
    this.eventPath = eventPath;
  }

  /** Remarks on what is unknown or of the wrong type; empty when nothing is. */
  static List<Feedback> check(String eventPath, JsonNode event, Shape.Fields known) {
    FieldCheck check = new FieldCheck(eventPath);
    check.value("", event, known);
    return List.copyOf(check.remarks);
  }

  private void value(String property, JsonNode value, Shape shape) {
    if (value.isNull() || remarks.size() >= REMARKS) {
      return;
    }
    switch (shape) {
      case Shape.Fields fields -> object(property, value, fields);
      case Shape.ListOf list -> array(property, value, list);
      case Shape.Leaf leaf -> leaf(property, value, leaf);
    }
  }

  private void object(String property, JsonNode value, Shape.Fields fields) {
    if (!value.isObject()) {
      wrongType(property, "an object");
      return;
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String name =
          field.getKey().length() > NAME ? field.getKey().substring(0, NAME) : field.getKey();
      String path = property.isEmpty() ? name : property + "." + name;
      Shape known = fields.known().get(field.getKey());
      if (known == null) {
        add(Code.UNKNOWN_FIELD, path, "the standard knows no field " + name + " here");
      } else {
        value(path, field.getValue(), known);
      }
    }
  }

  private void array(String property, JsonNode value, Shape.ListOf list) {
    if (!value.isArray()) {
      wrongType(property, "an array");
      return;
    }
    for (int i = 0; i < value.size(); i++) {
      value(property + "[" + i + "]", value.get(i), list.item());
    }
  }

  private void leaf(String property, JsonNode value, Shape.Leaf leaf) {
    boolean fits =
        switch (leaf) {
          case TEXT -> value.isString();
          case NUMBER -> value.isNumber();
          case FLAG -> value.isBoolean();
        };
    if (!fits) {
      wrongType(
          property,
          switch (leaf) {
            case TEXT -> "a string";
            case NUMBER -> "a number";
            case FLAG -> "true or false";
          });
    }
  }

  private void wrongType(String property, String wanted) {
    add(Code.WRONG_TYPE, property, "write " + wanted + " here");
  }

  private void add(Code code, String property, String message) {
    if (remarks.size() < REMARKS) {
      remarks.add(Feedback.error(code, new At(eventPath, property), message));
    }
  }
}
