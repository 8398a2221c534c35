package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void theLineNamesTheBenchFirstAndKeepsTheOrderOfItsFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("p50_ms", 12.3456);
    fields.put("lost", 0);
    fields.put("peer", "insert + NOTIFY, same PostgreSQL");
    fields.put("p50_range_ms", List.of(11.999, 13.0));

    String line = new Outcome("alert-propagation", List.of(), fields, Optional.empty()).json();

    assertThat(line)
        .isEqualTo(
            "{\"bench\":\"alert-propagation\",\"p50_ms\":12.35,\"lost\":0,"
                + "\"peer\":\"insert + NOTIFY, same PostgreSQL\",\"p50_range_ms\":[12.0,13.0]}");
  }
}
