package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key that nobody reads is a mistake, wherever it stands. */
class SchemaTest {
  /** What an operator may fill freely: Spring properties, labels and the like. */
  private static final Set<String> FREE =
      Set.of(
          "config", "logLevels", "digests", "annotations", "labels", "nodeSelector", "matchLabels");

  @ParameterizedTest
  @EnumSource(Chart.class)
  void anUnknownKeyIsRefusedAtEveryPlace(Chart chart) {
    List<String> places = new ArrayList<>(List.of(""));
    collect(Values.read(chart.file("values.yaml")), "", places);

    assertThat(places).hasSizeGreaterThan(40);
    for (String place : places) {
      assertThatThrownBy(() -> chart.with("default", Map.of(place + "unheardOf", "1")))
          .as(place)
          .hasMessageContaining("'unheardOf' not allowed");
    }
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void soItIsInAListAndInWhatASubchartWouldBeGiven(Chart chart) {
    for (Map.Entry<String, String> place :
        Map.of(
                "global", "{\"unheardOf\":1}",
                "pod.tolerations", "[{\"unheardOf\":1}]",
                "network.dns.to", "[{\"unheardOf\":1}]",
                "exposure.route.parentRefs", "[{\"name\":\"a\",\"unheardOf\":1}]",
                "alliance.agencies", "[{\"alias\":\"a\",\"name\":\"A\",\"unheardOf\":1}]")
            .entrySet()) {
      assertThatThrownBy(() -> chart.with("default", Map.of(place.getKey(), place.getValue())))
          .as(place.toString())
          .hasMessageContaining("'unheardOf' not allowed");
    }
    assertThatCode(
            () ->
                chart.with(
                    "default",
                    Map.of(
                        "pod.tolerations",
                        "[{\"key\":\"port\",\"operator\":\"Exists\",\"effect\":\"NoSchedule\"}]")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aValueOfTheWrongKindIsRefused(Chart chart) {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "gateway.replicas", "0",
                "gateway.secret", "\"\"",
                "gateway.discovery", "\"yes\"",
                "image.pullPolicy", "\"Sometimes\"",
                "network.clients", "[]",
                "network.dns.to", "[{}]",
                "pod.tolerations", "[{\"effect\":\"Never\"}]",
                "database.external.sslMode", "\"disable\"")
            .entrySet()) {
      assertThatThrownBy(() -> chart.with("default", Map.of(wrong.getKey(), wrong.getValue())))
          .as(wrong.toString())
          .hasMessageContaining("specifications of the schema");
    }
  }

  private static void collect(JsonNode values, String path, List<String> places) {
    values
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isObject() && !FREE.contains(entry.getKey())) {
                String inside = path + entry.getKey() + ".";
                places.add(inside);
                collect(entry.getValue(), inside, places);
              }
            });
  }
}
