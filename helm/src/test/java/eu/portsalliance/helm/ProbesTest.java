package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every deployable is asked whether it started, lives and is ready - about itself alone. */
class ProbesTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void startLifeAndReadinessAreAskedOnTheManagementPort(Rendered rendered) {
    assertThat(rendered.deployables())
        .hasSize(3)
        .allSatisfy(
            deployable -> {
              JsonNode container = deployable.podSpec().at("/containers/0");
              for (String probe : List.of("startupProbe", "livenessProbe")) {
                assertThat(container.path(probe).at("/httpGet/path").asText())
                    .isEqualTo("/actuator/health/liveness");
              }
              assertThat(container.at("/readinessProbe/httpGet/path").asText())
                  .isEqualTo("/actuator/health/readiness");
              for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.path(probe).at("/httpGet/port").asText())
                    .isEqualTo("management");
              }
              assertThat(
                      container.at("/startupProbe/periodSeconds").asInt()
                          * container.at("/startupProbe/failureThreshold").asInt())
                  .as("seconds that a start may take on a busy machine")
                  .isGreaterThanOrEqualTo(120);
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void thePortsThatAreAskedAreThoseThatTheServiceOpens(Rendered rendered) {
    rendered
        .deployables()
        .forEach(
            deployable -> {
              JsonNode configuration = rendered.configuration(deployable.component());
              assertThat(configuration.at("/server/port").asInt()).isEqualTo(8080);
              assertThat(configuration.at("/management/server/port").asInt()).isEqualTo(8081);
              assertThat(Rendered.each(deployable.podSpec().at("/containers/0/ports")))
                  .extracting(port -> port.path("name").asText() + " " + port.path("containerPort"))
                  .containsExactly("http 8080", "management 8081");
            });
  }
}
