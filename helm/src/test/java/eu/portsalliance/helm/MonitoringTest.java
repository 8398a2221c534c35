package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Metrics are read, five of them wake somebody, and so does their absence. */
class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("alliance_[a-z_]+");
  private static final Pattern REGISTERED = Pattern.compile("\"(alliance[.][a-z.]+)\"");

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

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aServiceThatIsGoneRingsThoughItMeasuresNothing(Chart chart) {
    List<String> down = expressions(chart, "ServiceIsDown");

    assertThat(chart.rendered("high-availability").deployables())
        .allSatisfy(
            thing ->
                assertThat(down)
                    .contains(
                        "absent(up{namespace=\"plane\", service=\"%s\"} == 1)"
                            .formatted(
                                chart
                                    .rendered("high-availability")
                                    .one("Service", thing.component())
                                    .name())));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aMeasureThatIsMissingAtOneServiceOrNoNumberRingsThoughAnotherHasIt(Chart chart) {
    Set<String> compared = metrics(chart);
    compared.remove("alliance_peer_lag_seconds");
    String sealer = "alliance_sealer_lag_seconds";
    for (Rendered.Thing thing : chart.rendered("high-availability").deployables().toList()) {
      List<String> missing =
          rules(chart, "MeasuresAreMissing")
              .filter(rule -> rule.at("/labels/component").asText().equals(thing.component()))
              .map(rule -> rule.path("expr").asText())
              .toList();
      Set<String> own =
          thing.component().equals("gateway")
              ? Set.of()
              : thing.component().equals("intel-exchange-service") ? compared : Set.of(sealer);

      assertThat(missing).hasSize(own.isEmpty() ? 0 : 1);
      assertThat(own)
          .allSatisfy(
              metric ->
                  assertThat(missing.getFirst())
                      .contains(
                          "absent(%s{namespace=\"plane\", service=\"%s\"} >= 0)"
                              .formatted(metric, thing.name())));
    }
  }

  /** A name that no service has would be missing for ever, or never ring. */
  @ParameterizedTest
  @EnumSource(Chart.class)
  void eachMetricIsOneThatTheCodeRegisters(Chart chart) throws IOException {
    Set<String> registered = new TreeSet<>();
    for (String folder : List.of("intel-exchange-service", "platform/audit")) {
      try (Stream<Path> files =
          Files.walk(Chart.module().resolve("..").resolve(folder).resolve("src/main/java"))) {
        for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
          REGISTERED
              .matcher(Files.readString(file))
              .results()
              .forEach(name -> registered.add(name.group(1).replace('.', '_')));
        }
      }
    }

    assertThat(metrics(chart))
        .allSatisfy(
            metric ->
                assertThat(registered).containsAnyOf(metric, metric.replaceAll("_seconds$", "")));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void aMigrationThatSucceedsAtItsSecondTryDoesNotRingAndOneThatFailsDoesAtOnce(Chart chart) {
    String job = "namespace=\"plane\", job_name=~\"" + chart.release + "-migrate-.*\"";

    assertThat(expressions(chart, "MigrationFailed"))
        .containsExactly(
            "max by (job_name) (kube_job_failed{" + job + ", condition=\"true\"}) > 0");
    assertThat(rules(chart, "MigrationFailed"))
        .allSatisfy(rule -> assertThat(rule.has("for")).isFalse());
    assertThat(expressions(chart, "MigrationWaits").getFirst())
        .contains("kube_job_created{" + job + "}")
        .endsWith("(kube_job_complete{" + job + ", condition=\"true\"}) > 0");
  }

  private static List<String> expressions(Chart chart, String alert) {
    return rules(chart, alert).map(rule -> rule.path("expr").asText()).toList();
  }

  private static Stream<JsonNode> rules(Chart chart, String alert) {
    return Rendered.each(
            chart
                .rendered("high-availability")
                .one("PrometheusRule", "alerts")
                .at("/spec/groups/0/rules"))
        .filter(rule -> rule.path("alert").asText().equals(alert));
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
