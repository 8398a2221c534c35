package eu.portsalliance.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Values files, read and written. */
final class Values {
  static final YAMLMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON = new ObjectMapper();

  private Values() {}

  static JsonNode read(Path file) {
    try {
      return YAML.readTree(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A values file with these entries: dotted paths to JSON. */
  static Path file(Map<String, String> entries) {
    ObjectNode root = JSON.createObjectNode();
    entries.forEach((path, json) -> put(root, path, json));
    return written(root);
  }

  static Path written(JsonNode values) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, YAML.writeValueAsString(values));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void put(ObjectNode root, String path, String json) {
    ObjectNode at = root;
    String[] steps = path.split("\\.", -1);
    for (int i = 0; i < steps.length - 1; i++) {
      at = at.withObjectProperty(steps[i]);
    }
    try {
      at.set(steps[steps.length - 1], JSON.readTree(json));
    } catch (JsonProcessingException mistake) {
      throw new IllegalArgumentException(path, mistake);
    }
  }

  /** As Helm merges: maps by key, all else replaced. */
  static JsonNode merged(JsonNode below, JsonNode above) {
    if (!(below instanceof ObjectNode base) || !above.isObject()) {
      return above;
    }
    ObjectNode result = base.deepCopy();
    above
        .properties()
        .forEach(
            entry ->
                result.set(entry.getKey(), merged(result.path(entry.getKey()), entry.getValue())));
    return result;
  }
}
