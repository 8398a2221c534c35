package eu.portsalliance.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void neither_the_order_of_fields_nor_that_of_lists_is_a_difference_at_any_depth() {
    Map<String, Object> there =
        attribute("length", Map.of("max", 255), "email", ordered("b", List.of(1, 2), "a", "x"));
    Map<String, Object> wanted =
        attribute("email", ordered("a", "x", "b", List.of(2, 1)), "length", Map.of("max", 255));

    assertThat(Differences.of(there, wanted)).isEmpty();
  }

  @Test
  void another_value_deep_inside_a_list_is_a_difference_by_the_name_of_the_list() {
    Map<String, Object> there = attribute("length", Map.of("max", 255), "email", Map.of());
    Map<String, Object> wanted = attribute("length", Map.of("max", 254), "email", Map.of());

    assertThat(Differences.of(there, wanted)).containsExactly("attributes");
  }

  private static Map<String, Object> attribute(
      String first, Object firstValue, String second, Object secondValue) {
    return Map.of(
        "attributes",
        List.of(
            Map.of(
                "name", "email", "validations", ordered(first, firstValue, second, secondValue))));
  }

  private static Map<String, Object> ordered(
      String first, Object firstValue, String second, Object secondValue) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, firstValue);
    map.put(second, secondValue);
    return map;
  }
}
