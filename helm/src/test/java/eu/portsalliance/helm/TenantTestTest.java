package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code helm test} runs: in the images of the chart, and as restricted as they. */
class TenantTestTest {

  static Stream<Rendered> tests() {
    return Chart.PORT_TENANT.examples().map(Chart.PORT_TENANT::tests);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void everyFieldIsOneThatTheKindHas(Rendered tests) {
    assertThat(tests.things()).hasSize(2);
    tests.things().forEach(thing -> Kinds.check(thing.json()));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void itsPodsAreOfTheChartsImagesAndAsRestricted(Rendered tests) {
    new PodsAreRestrictedTest().noPodMayMoreThanTheStandardAllows(tests);
    new PodsAreRestrictedTest().noContainerGainsRightsOrWritesItsOwnRoot(tests);
    new ResourcesTest().everyContainerSaysWhatItNeedsAndHasALimitOfMemory(tests);
    new ResourcesTest().whatIsWrittenHasALimitToo(tests);
    new AccountsTest().noPodHasATokenButTheGatewayThatDiscovers(tests);
    new AccountsTest().addressesOfServicesAreNotPutIntoTheEnvironment(tests);
    new SecretsTest().theEnvironmentHoldsNoSecret(tests);
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
        tests.of("Pod").filter(pod -> pod.component().equals("stranger")).findFirst().orElseThrow();

    assertThat(stranger.at("/metadata/namespace").asText()).isNotEqualTo(Chart.NAMESPACE);
    assertThat(stranger.podSpec().toString()).doesNotContain("secretName", "\"secret\"");
    assertThat(stranger.podSpec().at("/containers/0/env/0/value").asText())
        .isEqualTo("kubernetes.default.svc:443");
    String shut = stranger.podSpec().at("/containers/0/env/1/value").asText();
    assertThat(shut)
        .contains("gateway.plane.svc:8080", "gateway.plane.svc:8081", "intel-exchange-service.")
        .contains("risk-service.plane.svc:8080", "risk-service.plane.svc:8081");
    assertThat(shut.contains(":5432")).isEqualTo(!tests.example().equals("minimal"));
  }

  @Test
  void aReleaseInDefaultHasItsStrangerElsewhere() {
    assertThatCode(
            () ->
                new Helm(Chart.PORT_TENANT.path())
                    .template()
                    .withName("x")
                    .withNamespace("default")
                    .withKubeVersion(Chart.NEWEST)
                    .call())
        .doesNotThrowAnyException();
  }

  /** {@code helm test --logs} asks for the pod of each hook in the release's own namespace. */
  @ParameterizedTest
  @MethodSource("tests")
  void theLogOfEveryHookIsFoundWhereHelmLooksForIt(Rendered tests) {
    List<String> found =
        tests
            .of("Pod")
            .filter(pod -> pod.at("/metadata/namespace").asText().equals(Chart.NAMESPACE))
            .map(Rendered.Thing::name)
            .toList();

    assertThat(tests.things())
        .allSatisfy(
            hook -> {
              assertThat(hook.kind()).isEqualTo("Pod");
              assertThat(found).contains(hook.name());
              assertThat(hook.at("/metadata/annotations/helm.sh~1hook-delete-policy").asText())
                  .as("a pod that is taken away has no log")
                  .isEqualTo("before-hook-creation");
            });
  }

  @ParameterizedTest
  @MethodSource("tests")
  void noSecretOfAnotherPortIsNeeded(Rendered tests) {
    JsonNode sources = tests.one("Pod", "test").podSpec().at("/volumes/0/projected/sources");

    assertThat(Rendered.each(sources))
        .filteredOn(source -> !source.at("/secret/optional").asBoolean())
        .allSatisfy(source -> assertThat(source.toString()).doesNotContain("stranger"));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theGatewayLetsItInAndNoOtherPodDoes(Rendered tests) {
    String label = "\"app.kubernetes.io/component\":\"test\"";
    assertThat(tests.one("Pod", "test").podLabels().toString()).contains(label);

    assertThat(Chart.PORT_TENANT.rendered(tests.example()).of("NetworkPolicy"))
        .filteredOn(policy -> policy.at("/spec/ingress").toString().contains(label))
        .extracting(Rendered.Thing::name)
        .containsExactlyInAnyOrderElementsOf(
            tests.example().equals("minimal")
                ? List.of("nlrtm-test-gateway")
                : List.of("nlrtm-test-gateway", "nlrtm-postgresql"));
  }
}
