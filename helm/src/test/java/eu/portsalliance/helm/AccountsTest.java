package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask the Kubernetes API, and for what: the gateway, and to read three kinds by name. */
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
  void discoveryReadsThreeKindsOfItsOwnNamespaceByNameAndNoSecret(Chart chart) {
    Rendered rendered = chart.rendered("default");
    JsonNode rules = rendered.one("Role", "gateway").at("/rules");
    JsonNode configuration = rendered.configuration("gateway");
    List<String> services =
        Rendered.each(configuration.at("/alliance/gateway/services"))
            .map(JsonNode::asText)
            .filter(address -> address.startsWith("lb://"))
            .map(address -> address.substring("lb://".length()))
            .sorted()
            .toList();
    String live = configuration.at("/spring/cloud/kubernetes/config/name").asText();

    assertThat(services).hasSize(2);
    assertThat(live).isEqualTo(rendered.one("ConfigMap", "gateway-live").name());
    assertThat(Rendered.each(rules).map(AccountsTest::right))
        .as("what docs/operations/discovery.md names, and ClusterTest of the gateway asks")
        .containsExactly(
            "list endpoints " + services,
            "get services " + services,
            "get configmaps [" + live + "]");
    assertThat(rendered.things())
        .extracting(Rendered.Thing::kind)
        .doesNotContainAnyElementsOf(List.of("ClusterRole", "ClusterRoleBinding"));
    assertThat(rendered.one("RoleBinding", "gateway").at("/subjects"))
        .hasSize(1)
        .allSatisfy(subject -> assertThat(subject.path("name").asText()).endsWith("-gateway"));
  }

  private static String right(JsonNode rule) {
    assertThat(rule.path("apiGroups")).hasToString("[\"\"]");
    return String.join(" ", texts(rule.path("verbs")))
        + " "
        + String.join(" ", texts(rule.path("resources")))
        + " "
        + texts(rule.path("resourceNames"));
  }

  private static List<String> texts(JsonNode array) {
    return Rendered.each(array).map(JsonNode::asText).sorted().toList();
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
