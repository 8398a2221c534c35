package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server has a connection for each that the pods may open. */
class ConnectionsTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theServerTakesAllPoolsOfAllReplicasWhileOneMoreOfEachIsRolled(Rendered rendered) {
    int pools =
        rendered
            .deployables()
            .filter(thing -> pool(rendered, thing) > 0)
            .mapToInt(thing -> (replicas(rendered, thing) + 1) * pool(rendered, thing))
            .sum();
    int keycloak =
        rendered
            .of("Keycloak")
            .mapToInt(
                one -> one.at("/spec/instances").asInt() * one.at("/spec/db/poolMaxSize").asInt())
            .sum();

    assertThat(pools).isPositive();
    assertThat(rendered.of("Keycloak")).allSatisfy(one -> assertThat(keycloak).isPositive());
    assertThat(rendered.of("Cluster"))
        .allSatisfy(
            cluster ->
                assertThat(cluster.at("/spec/postgresql/parameters/max_connections").asInt())
                    .isGreaterThan(pools + keycloak));
  }

  @Test
  void aPoolThatIsWidenedOrAReplicaMoreIsCounted() {
    assertThat(
            most(Map.of("risk.connections", "40", "risk.replicas", "3", "intel.connections", "20")))
        .isGreaterThan(4 * 40 + 2 * 20);
  }

  private static int most(Map<String, String> values) {
    return Chart.PORT_TENANT
        .with("default", values)
        .one("Cluster", "postgresql")
        .at("/spec/postgresql/parameters/max_connections")
        .asInt();
  }

  private static int pool(Rendered rendered, Rendered.Thing thing) {
    return rendered.configuration(thing.component()).at("/spring/r2dbc/pool/max-size").asInt();
  }

  private static int replicas(Rendered rendered, Rendered.Thing thing) {
    return Stream.concat(
            Stream.of(thing.at("/spec/replicas")),
            rendered
                .of("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.component().equals(thing.component()))
                .map(scaler -> scaler.at("/spec/maxReplicas")))
        .mapToInt(JsonNode::asInt)
        .max()
        .orElse(0);
  }
}
