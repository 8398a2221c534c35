package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics are read, and five of them wake somebody. */
class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("alliance_[a-z_]+");

  @ParameterizedTest
  @EnumSource(Chart.class)
  void everyDeployableIsReadByPrometheus(Chart chart) {
    Rendered rendered = chart.rendered("high-availability");

    assertThat(rendered.deployables())
        .allSatisfy(
            thing -> {
              Rendered.Thing monitor = rendered.one("ServiceMonitor", thing.component());
              assertThat(monitor.at("/spec/selector/matchLabels"))
                  .isEqualTo(rendered.one("Service", thing.component()).at("/spec/selector"));
              assertThat(monitor.at("/spec/endpoints/0/port").asText()).isEqualTo("management");
              assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
            });
  }

  @Test
  void theAlertsOfAPortAskForTheMetricsThatTheServicesHave() {
    assertThat(metrics(Chart.PORT_TENANT))
        .containsExactly(
            "alliance_clocks_run_out",
            "alliance_directory_age_seconds",
            "alliance_peer_lag_seconds",
            "alliance_quarantine_depth",
            "alliance_sealer_lag_seconds");
    assertThat(metrics(Chart.ALLIANCE)).containsExactly("alliance_sealer_lag_seconds");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void anAlertIsOfThisNamespaceAloneAndSaysWhatItMeans(Chart chart) {
    assertThat(
            Rendered.each(
                chart
                    .rendered("high-availability")
                    .one("PrometheusRule", "alerts")
                    .at("/spec/groups/0/rules")))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.path("expr").asText())
                  .contains("namespace=\"" + Chart.NAMESPACE + "\"");
              assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
              assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
            });
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void tracesAreSentWhereTheyAreWantedAndNowhereByDefault(Chart chart) {
    assertThat(chart.rendered("high-availability").deployables())
        .allSatisfy(
            thing ->
                assertThat(thing.podSpec().at("/containers/0/env").toString())
                    .contains("OTEL_EXPORTER_OTLP_ENDPOINT"));
    assertThat(chart.rendered("default").deployables())
        .allSatisfy(
            thing -> assertThat(thing.podSpec().toString()).doesNotContain("OTEL_EXPORTER"));
  }

  private static Set<String> metrics(Chart chart) {
    Set<String> names = new TreeSet<>();
    Rendered.each(
            chart
                .rendered("high-availability")
                .one("PrometheusRule", "alerts")
                .at("/spec/groups/0/rules"))
        .forEach(
            rule ->
                METRIC
                    .matcher(rule.path("expr").asText())
                    .results()
                    .forEach(result -> names.add(result.group())));
    return names;
  }
}
