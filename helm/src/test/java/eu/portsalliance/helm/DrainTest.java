package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pod that is told to end serves on until nobody is sent to it, and then finishes its answers.
 */
class DrainTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void thereIsTimeToDrainAndThenToFinish(Rendered rendered) {
    assertThat(rendered.of("Deployment"))
        .allSatisfy(
            thing -> {
              JsonNode container = thing.podSpec().at("/containers/0");
              assertThat(container.at("/lifecycle/preStop/sleep/seconds").asInt())
                  .as("without a shell in the image")
                  .isBetween(5, 60);
            });
    assertThat(rendered.deployables())
        .allSatisfy(
            thing -> {
              int drain =
                  thing.podSpec().at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
              long finish =
                  Duration.parse(
                          "PT"
                              + rendered
                                  .configuration(thing.component())
                                  .at("/spring/lifecycle/timeout-per-shutdown-phase")
                                  .asText())
                      .toSeconds();
              assertThat(thing.podSpec().path("terminationGracePeriodSeconds").asLong())
                  .isGreaterThan(drain + finish);
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void aNewPodIsReadyBeforeAnOldOneEnds(Rendered rendered) {
    assertThat(rendered.deployables())
        .allSatisfy(
            thing -> {
              assertThat(thing.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                  .isZero();
              assertThat(thing.at("/spec/strategy/rollingUpdate/maxSurge").asInt()).isPositive();
            });
  }
}
