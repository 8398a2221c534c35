package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An operator's own Spring properties: nothing that the chart sets, and no secret. */
class FurtherConfigurationTest {

  static Stream<Arguments> whatTheChartSets() {
    return Stream.of(
        Arguments.of("{\"alliance\":{\"gateway\":{\"public-url\":\"x\"}}}", "gateway.public-url"),
        Arguments.of("{\"alliance\":{\"gateway\":{\"publicUrl\":\"x\"}}}", "gateway.publicUrl"),
        Arguments.of("{\"alliance.gateway.public_url\":\"x\"}", "gateway.public_url"),
        Arguments.of("{\"ALLIANCE\":{\"Gateway.Name\":\"x\"}}", "ALLIANCE.Gateway"),
        Arguments.of("{\"alliance\":{\"gateway\":{\"ports\":[]}}}", "alliance.gateway.ports"),
        Arguments.of("{\"alliance\":{\"gateway\":{\"ports[0]\":{\"url\":\"x\"}}}}", "ports[0].url"),
        Arguments.of("{\"alliance\":{\"gateway\":{\"ports\":[{\"url\":\"x\"}]}}}", "ports[0].url"),
        Arguments.of("{\"alliance\":{\"gateway\":\"x\"}}", "has alliance.gateway,"),
        Arguments.of("{\"management.server.port\":8080}", "management.server.port"),
        Arguments.of("{\"server\":{\"port\":{\"x\":1}}}", "server.port.x"));
  }

  @ParameterizedTest
  @MethodSource("whatTheChartSets")
  void whatTheChartSetsIsRefusedHoweverItIsWritten(String config, String path) {
    for (Chart chart : Chart.values()) {
      ContradictionsTest.refuses(
          chart, "which the chart sets itself", Map.of("gateway.config", config));
      ContradictionsTest.refuses(chart, path, Map.of("gateway.config", config));
    }
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        Arguments.of("{\"alliance\":{\"access\":{\"hash-key\":\"abc\"}}}", "access.hash-key"),
        Arguments.of("{\"alliance.access.hashKey\":\"abc\"}", "alliance.access.hashKey"),
        Arguments.of("{\"spring\":{\"r2dbc\":{\"PASSWORD\":\"abc\"}}}", "spring.r2dbc.PASSWORD"),
        Arguments.of("{\"a\":{\"client_secret\":\"abc\"}}", "a.client_secret"),
        Arguments.of("{\"a\":[{\"token\":\"abc\"}]}", "a[0].token"),
        Arguments.of("{\"a\":\"https://me:abc@else.example.org\"}", "config of"),
        Arguments.of("{\"a\":\"-----BEGIN PRIVATE KEY-----\"}", "config of"));
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void aSecretIsRefusedSinceItWouldStandInAConfigMap(String config, String path) {
    for (Chart chart : Chart.values()) {
      ContradictionsTest.refuses(
          chart, "the Secret that moreSecret", Map.of("gateway.config", config));
    }
    for (String service : new String[] {"intel", "risk"}) {
      ContradictionsTest.refuses(Chart.PORT_TENANT, path, Map.of(service + ".config", config));
    }
    for (String service : new String[] {"registry", "identity"}) {
      ContradictionsTest.refuses(Chart.ALLIANCE, path, Map.of(service + ".config", config));
    }
  }

  static Stream<Arguments> services() {
    return Stream.of(
        Arguments.of(Chart.PORT_TENANT, "intel"),
        Arguments.of(Chart.PORT_TENANT, "risk"),
        Arguments.of(Chart.ALLIANCE, "registry"),
        Arguments.of(Chart.ALLIANCE, "identity"));
  }

  @ParameterizedTest
  @MethodSource("services")
  void nobodyLetsAServiceMigrateItsOwnDatabase(Chart chart, String service) {
    for (String config :
        new String[] {
          "{\"alliance\":{\"database\":\"migrate-and-serve\"}}",
          "{\"alliance.database\":\"migrate-and-serve\"}"
        }) {
      ContradictionsTest.refuses(
          chart,
          "has alliance.database, which the chart sets",
          Map.of(service + ".config", config));
    }
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void whatIsLeftIsTaken(Chart chart) {
    Rendered rendered =
        chart.with(
            "default",
            Map.of(
                "gateway.config",
                    "{\"alliance\":{\"gateway\":{\"sign-in\":{\"scopes\":[\"a\"]}}},\"x\":{}}",
                "gateway.moreSecret", "\"gateway-more\""));

    assertThat(rendered.configuration("gateway").at("/alliance/gateway/sign-in/scopes/0").asText())
        .isEqualTo("a");
    assertThat(rendered.one("Deployment", "gateway").podSpec().path("volumes").toString())
        .contains("gateway-more");
  }
}
