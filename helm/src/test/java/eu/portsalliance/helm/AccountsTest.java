package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask the Kubernetes API, and for what: the gateway, and to read three kinds. */
class AccountsTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noPodHasATokenButTheGatewayThatDiscovers(Rendered rendered) {
    boolean discovers = rendered.of("Role").findAny().isPresent();
    assertThat(rendered.withPods())
        .allSatisfy(
            thing ->
                assertThat(thing.podSpec().path("automountServiceAccountToken").asBoolean(true))
                    .as(thing.toString())
                    .isEqualTo(discovers && thing.component().equals("gateway")));
    assertThat(rendered.of("ServiceAccount"))
        .allSatisfy(
            account ->
                assertThat(account.at("/automountServiceAccountToken").asBoolean(true)).isFalse());
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyDeployableHasAnAccountOfItsOwn(Rendered rendered) {
    assertThat(rendered.of("Deployment"))
        .allSatisfy(
            thing -> {
              assertThat(thing.podSpec().path("serviceAccountName").asText())
                  .isEqualTo(thing.name());
              rendered.one("ServiceAccount", thing.component());
            });
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void discoveryReadsThreeKindsOfItsOwnNamespaceAndNoSecret(Chart chart) {
    Rendered rendered = chart.rendered("default");
    JsonNode rules = rendered.one("Role", "gateway").at("/rules");

    assertThat(Rendered.each(rules).flatMap(rule -> Rendered.each(rule.path("resources"))))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder("services", "endpoints", "configmaps", "endpointslices");
    assertThat(Rendered.each(rules).flatMap(rule -> Rendered.each(rule.path("verbs"))))
        .extracting(JsonNode::asText)
        .containsOnly("get", "list", "watch");
    assertThat(Rendered.each(rules))
        .filteredOn(rule -> rule.toString().contains("configmaps"))
        .allSatisfy(
            rule -> {
              assertThat(rule.path("verbs")).hasToString("[\"get\"]");
              assertThat(rule.at("/resourceNames/0").asText())
                  .isEqualTo(rendered.one("ConfigMap", "gateway-live").name())
                  .isEqualTo(
                      rendered
                          .configuration("gateway")
                          .at("/spring/cloud/kubernetes/config/name")
                          .asText());
            });
    assertThat(rendered.things())
        .extracting(Rendered.Thing::kind)
        .doesNotContainAnyElementsOf(List.of("ClusterRole", "ClusterRoleBinding"));
    assertThat(rendered.one("RoleBinding", "gateway").at("/subjects"))
        .hasSize(1)
        .allSatisfy(subject -> assertThat(subject.path("name").asText()).endsWith("-gateway"));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void withoutDiscoveryThereAreNoRightsAtAll(Chart chart) {
    assertThat(chart.rendered("minimal").things())
        .extracting(Rendered.Thing::kind)
        .doesNotContain("Role", "RoleBinding");
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void addressesOfServicesAreNotPutIntoTheEnvironment(Rendered rendered) {
    assertThat(rendered.withPods())
        .allSatisfy(
            thing ->
                assertThat(thing.podSpec().path("enableServiceLinks").asBoolean(true))
                    .as("ALLIANCE_GATEWAY_PORT would read as alliance.gateway.port")
                    .isFalse());
  }
}
