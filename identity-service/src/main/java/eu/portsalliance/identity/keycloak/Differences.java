package eu.portsalliance.identity.keycloak;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of the fields that are wanted differ from what is there. Only names of fields come out:
 * values may be secrets.
 */
final class Differences {

  private static final ObjectMapper JSON =
      new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);

  private Differences() {}

  /**
   * Compares two representations of Keycloak.
   *
   * @param wanted only its fields that are not null are compared; lists without regard to order
   * @return dotted names of the fields that differ, sorted; empty if all is as wanted
   */
  static List<String> of(Object current, Object wanted) {
    List<String> fields = new ArrayList<>();
    compare(JSON.valueToTree(current), JSON.valueToTree(wanted), "", fields);
    Collections.sort(fields);
    return fields;
  }

  /** Keys that differ between two maps of which the second is all that should be there. */
  static List<String> ofMaps(
      @Nullable Map<String, ?> current, Map<String, ?> wanted, String prefix) {
    Map<String, ?> there = current == null ? Map.of() : current;
    TreeSet<String> keys = new TreeSet<>(there.keySet());
    keys.addAll(wanted.keySet());
    return keys.stream()
        .filter(key -> !Objects.equals(there.get(key), wanted.get(key)))
        .map(key -> prefix + key)
        .toList();
  }

  private static void compare(
      @Nullable JsonNode current, JsonNode wanted, String at, List<String> fields) {
    if (wanted.isObject()) {
      for (Map.Entry<String, JsonNode> field : wanted.properties()) {
        JsonNode there = current == null ? null : current.get(field.getKey());
        String name = at.isEmpty() ? field.getKey() : at + "." + field.getKey();
        compare(there, field.getValue(), name, fields);
      }
    } else if (!texts(current).equals(texts(wanted))) {
      fields.add(at);
    }
  }

  /** Keycloak keeps no empty texts, so an empty one is the same as none. */
  private static List<String> texts(@Nullable JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value == null || value.isNull()) {
      return texts;
    }
    if (value.isArray()) {
      value.forEach(item -> texts.add(text(item)));
      Collections.sort(texts);
    } else {
      texts.add(text(value));
    }
    texts.removeIf(String::isEmpty);
    return texts;
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : canonical(value).toString();
  }

  /**
   * The same text for equal values: fields and lists sorted, whatever map or set they come from.
   */
  private static JsonNode canonical(JsonNode value) {
    if (value.isObject()) {
      Map<String, JsonNode> fields = new TreeMap<>();
      value.properties().forEach(field -> fields.put(field.getKey(), canonical(field.getValue())));
      return JSON.getNodeFactory().objectNode().setAll(fields);
    }
    if (value.isArray()) {
      List<JsonNode> items = new ArrayList<>();
      value.forEach(item -> items.add(canonical(item)));
      items.sort(Comparator.comparing(JsonNode::toString));
      return JSON.getNodeFactory().arrayNode().addAll(items);
    }
    return value;
  }
}
