package eu.portsalliance.bench.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one benchmark found.
 *
 * @param bench its name
 * @param tables for people
 * @param fields for machines, in the order in which they are written
 * @param fault what must not be and was, in one sentence
 */
public record Outcome(
    String bench, List<Table> tables, Map<String, Object> fields, Optional<String> fault) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double HUNDREDTHS = 100.0;

  public Outcome {
    tables = List.copyOf(tables);
    fields = new LinkedHashMap<>(fields);
  }

  /** One line of JSON: {@code bench} first, then the fields; fractions have two digits. */
  public String json() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("bench", bench);
    fields.forEach((name, value) -> line.put(name, rounded(value)));
    return JSON.writeValueAsString(line);
  }

  private static Object rounded(Object value) {
    return switch (value) {
      case Double number -> Math.round(number * HUNDREDTHS) / HUNDREDTHS;
      case List<?> list -> list.stream().map(Outcome::rounded).toList();
      default -> value;
    };
  }
}
