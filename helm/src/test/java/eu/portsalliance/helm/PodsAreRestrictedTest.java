package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pod Security Standard {@code restricted}, and a root filesystem that nobody writes. */
class PodsAreRestrictedTest {
  private static final Set<String> VOLUMES = Set.of("configMap", "emptyDir", "projected", "secret");

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noPodMayMoreThanTheStandardAllows(Rendered rendered) {
    assertThat(rendered.withPods())
        .isNotEmpty()
        .allSatisfy(
            thing -> {
              JsonNode pod = thing.podSpec();
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
              assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                  .isFalse();
              assertThat(Rendered.each(pod.path("volumes")))
                  .allSatisfy(
                      volume ->
                          assertThat(volume.properties().stream().map(java.util.Map.Entry::getKey))
                              .filteredOn(key -> !key.equals("name"))
                              .isSubsetOf(VOLUMES));
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noContainerGainsRightsOrWritesItsOwnRoot(Rendered rendered) {
    assertThat(rendered.containers())
        .isNotEmpty()
        .allSatisfy(
            container -> {
              JsonNode context = container.path("securityContext");
              assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
              assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
              assertThat(context.at("/capabilities/drop")).hasToString("[\"ALL\"]");
              assertThat(context.at("/capabilities/add").isMissingNode()).isTrue();
              assertThat(context.path("privileged").asBoolean()).isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theKeycloakThatTheOperatorMakesIsRestrictedToo(Rendered rendered) {
    assertThat(rendered.of("Keycloak"))
        .allSatisfy(
            keycloak -> {
              JsonNode pod = keycloak.at("/spec/unsupported/podTemplate/spec");
              assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
              assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                  .isEqualTo("RuntimeDefault");
              assertThat(pod.at("/containers/0/securityContext/capabilities/drop/0").asText())
                  .isEqualTo("ALL");
              assertThat(
                      pod.at("/containers/0/securityContext/allowPrivilegeEscalation")
                          .asBoolean(true))
                  .isFalse();
              assertThat(keycloak.at("/spec/automountServiceAccountToken").asBoolean(true))
                  .as("the operator overwrites what its template says of it")
                  .isFalse();
            });
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theOperatorMakesNoAdministratorOfItsOwn(Rendered rendered) {
    assertThat(rendered.of("Keycloak"))
        .allSatisfy(
            keycloak ->
                assertThat(keycloak.at("/spec/bootstrapAdmin/user/secret").asText())
                    .isNotEmpty()
                    .isNotEqualTo(keycloak.name() + "-initial-admin"));
  }
}
