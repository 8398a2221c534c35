package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code helm test} runs: in the images of the chart, as restricted as they, and shut again.
 */
class TenantTestTest {

  static Stream<Rendered> tests() {
    return Chart.PORT_TENANT.examples().map(Chart.PORT_TENANT::tests);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyFieldIsOneThatTheKindHas(Rendered tests) {
    assertThat(tests.things()).hasSizeBetween(4, 5);
    tests.things().forEach(thing -> Kinds.check(thing.json()));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void itsPodsAreOfTheChartsImagesAndAsRestricted(Rendered tests) {
    new PodsAreRestrictedTest().noPodMayMoreThanTheStandardAllows(tests);
    new PodsAreRestrictedTest().noContainerGainsRightsOrWritesItsOwnRoot(tests);
    new ResourcesTest().everyContainerSaysWhatItNeedsAndHasALimitOfMemory(tests);
    assertThat(tests.of("Pod"))
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.podSpec().at("/containers/0/image"))
                    .isEqualTo(
                        Chart.PORT_TENANT
                            .rendered(tests.example())
                            .one("Deployment", "intel-exchange-service")
                            .podSpec()
                            .at("/containers/0/image")));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theStrangerIsInAnotherNamespaceWithoutASecret(Rendered tests) {
    Rendered.Thing stranger =
        tests.of("Pod").filter(pod -> pod.name().endsWith("-stranger")).findFirst().orElseThrow();

    assertThat(stranger.at("/metadata/namespace").asText()).isNotEqualTo(Chart.NAMESPACE);
    assertThat(stranger.podSpec().toString()).doesNotContain("secretName", "\"secret\"");
    String shut = stranger.podSpec().at("/containers/0/env/0/value").asText();
    assertThat(shut).contains("gateway.plane.svc:8080", "intel-exchange-service.", "risk-service.");
    assertThat(shut.contains(":5432")).isEqualTo(!tests.example().equals("minimal"));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void itsArrowsAreOpenOnlyWhileItRuns(Rendered tests) {
    assertThat(tests.of("NetworkPolicy"))
        .allSatisfy(
            policy -> {
              JsonNode annotations = policy.at("/metadata/annotations");
              assertThat(annotations.path("helm.sh/hook-delete-policy").asText())
                  .contains("hook-succeeded", "hook-failed");
              assertThat(annotations.path("helm.sh/hook-weight").asInt()).isNegative();
            });
    Map<String, String> test = Rendered.labels(tests.one("Pod", "test").podLabels());
    assertThat(Chart.PORT_TENANT.rendered(tests.example()).of("NetworkPolicy"))
        .allSatisfy(
            policy ->
                assertThat(policy.json().toString())
                    .doesNotContain("\"" + test.get("app.kubernetes.io/component") + "\""));
  }
}
