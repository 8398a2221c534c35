package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Replicas stand apart, are not all taken at once, and follow the load. */
class AvailabilityTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void aNodeThatIsEmptiedTakesOnePodAtATime(Rendered rendered) {
    assertThat(rendered.of("Deployment"))
        .allSatisfy(
            thing -> {
              JsonNode budget = rendered.one("PodDisruptionBudget", thing.component()).at("/spec");
              assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
              assertThat(budget.path("selector")).isEqualTo(thing.at("/spec/selector"));
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void replicasAreSpreadOverNodesAndZones(Rendered rendered) {
    assertThat(rendered.deployables())
        .allSatisfy(
            thing -> {
              JsonNode spread = thing.podSpec().path("topologySpreadConstraints");
              assertThat(Rendered.each(spread))
                  .extracting(one -> one.path("topologyKey").asText())
                  .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
              assertThat(Rendered.each(spread))
                  .allSatisfy(
                      one ->
                          assertThat(one.path("labelSelector"))
                              .isEqualTo(thing.at("/spec/selector")));
            });
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void withHighAvailabilityEveryDeployableFollowsItsLoad(Chart chart) {
    Rendered rendered = chart.rendered("high-availability");

    assertThat(rendered.deployables())
        .hasSize(3)
        .allSatisfy(
            thing -> {
              JsonNode scaler =
                  rendered.one("HorizontalPodAutoscaler", thing.component()).at("/spec");
              assertThat(scaler.at("/scaleTargetRef/name").asText()).isEqualTo(thing.name());
              JsonNode target = scaler.at("/metrics/0/resource/target");
              assertThat(target.path("type").asText()).isEqualTo("AverageValue");
              assertThat(new Quantity(target.path("averageValue").asText()).getNumericalAmount())
                  .as("what a replica works at, not a share of what it idles at")
                  .isGreaterThan(
                      new Quantity(
                              thing.podSpec().at("/containers/0/resources/requests/cpu").asText())
                          .getNumericalAmount()
                          .multiply(new BigDecimal(3)));
              assertThat(scaler.path("minReplicas").asInt()).isGreaterThanOrEqualTo(2);
              assertThat(scaler.path("maxReplicas").asInt())
                  .isGreaterThanOrEqualTo(scaler.path("minReplicas").asInt());
              assertThat(thing.at("/spec/replicas").isMissingNode())
                  .as("an upgrade does not undo what was scaled")
                  .isTrue();
            });
  }

  @Test
  void threePostgresKeepAnAcknowledgedWriteInTwoPlaces() {
    JsonNode cluster =
        Chart.PORT_TENANT.rendered("high-availability").one("Cluster", "postgresql").at("/spec");

    assertThat(cluster.path("instances").asInt()).isEqualTo(3);
    assertThat(cluster.at("/postgresql/synchronous/number").asInt()).isEqualTo(1);
    assertThat(cluster.at("/postgresql/synchronous/dataDurability").asText()).isEqualTo("required");
  }

  @Test
  void aRemovedReleaseKeepsItsData() {
    assertThat(Chart.PORT_TENANT.rendered("default").things())
        .filteredOn(thing -> thing.kind().equals("Cluster") || thing.kind().equals("Database"))
        .hasSize(3)
        .allSatisfy(
            thing ->
                assertThat(thing.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                    .isEqualTo("keep"));
  }

  @Test
  void whatIsRestoredWritesItsOwnBackupsUnderANameOfItsOwn() {
    JsonNode cluster =
        Chart.PORT_TENANT
            .with(
                "high-availability",
                Map.of(
                    "database.cnpg.restore.objectStore", "\"nlrtm-backups\"",
                    "database.cnpg.restore.serverName", "\"nlrtm-postgresql\""))
            .one("Cluster", "postgresql")
            .at("/spec");

    assertThat(cluster.at("/bootstrap/recovery/source").asText())
        .isEqualTo(cluster.at("/externalClusters/0/name").asText());
    assertThat(cluster.at("/plugins/0/parameters/serverName").asText())
        .startsWith("nlrtm-postgresql-")
        .isNotEqualTo(cluster.at("/externalClusters/0/plugin/parameters/serverName").asText());
  }
}
