package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything is shut but the arrows of docs/architecture.md. */
class ArrowsTest {
  private static final String[] EVERYBODY_ASKS = {"> kube-system : 53", "> 169.254.20.10/32 : 53"};

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void whateverIsNotNamedIsShut(Rendered rendered) {
    Arrows arrows = new Arrows(rendered);

    assertThat(arrows.shut()).isTrue();
    assertThat(arrows.inside()).noneMatch(arrow -> arrow.contains("stranger"));
    assertThat(arrows.outside("stranger")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noRuleOfAPolicyIsOpenToAll(Rendered rendered) {
    assertThat(rendered.of("NetworkPolicy"))
        .allSatisfy(
            policy -> {
              assertThat(Rendered.each(policy.at("/spec/ingress")))
                  .allSatisfy(
                      rule -> {
                        assertThat(rule.path("from")).isNotEmpty();
                        assertThat(rule.path("ports")).isNotEmpty();
                      });
              assertThat(Rendered.each(policy.at("/spec/egress")))
                  .allSatisfy(
                      rule -> {
                        assertThat(rule.path("to")).isNotEmpty();
                        assertThat(rule.path("ports")).isNotEmpty();
                      });
            });
  }

  @Test
  void insideAPortTheseArrowsAreOpen() {
    assertThat(new Arrows(Chart.PORT_TENANT.rendered("high-availability")).inside())
        .containsExactly(
            "gateway > intel-exchange-service : 8080",
            "gateway > risk-service : 8080",
            "gateway > valkey : 6379",
            "intel-exchange-service > postgresql : 5432",
            "migrate-intel > postgresql : 5432",
            "migrate-risk > postgresql : 5432",
            "postgresql > postgresql : 5432",
            "postgresql > postgresql : 8000",
            "risk-service > intel-exchange-service : 8080",
            "risk-service > postgresql : 5432",
            "test > gateway : 8080",
            "test > postgresql : 5432");
  }

  @Test
  void insideTheAlliancePlaneTheseArrowsAreOpen() {
    assertThat(new Arrows(Chart.ALLIANCE.rendered("high-availability")).inside())
        .containsExactly(
            "gateway > identity-service : 8080",
            "gateway > port-registry-service : 8080",
            "gateway > valkey : 6379",
            "identity-service > postgresql : 5432",
            "keycloak > keycloak : 57800",
            "keycloak > keycloak : 7800",
            "keycloak > postgresql : 5432",
            "migrate-identity > postgresql : 5432",
            "migrate-registry > postgresql : 5432",
            "port-registry-service > postgresql : 5432",
            "postgresql > postgresql : 5432",
            "postgresql > postgresql : 8000");
  }

  @Test
  void outOfAPortTheseArrowsLeadAndTheseComeIn() {
    String alliance = "> 198.51.100.10/32 : 443";
    String metrics = "< monitoring : 8081";
    String traces = "> observability : 4318";

    assertThat(everyPod(Chart.PORT_TENANT))
        .containsOnly(
            entry(
                "gateway",
                asking(
                    alliance,
                    metrics,
                    traces,
                    "< envoy-gateway-system : 8080",
                    "> 10.0.0.1/32 : 6443")),
            entry(
                "intel-exchange-service",
                asking(
                    alliance,
                    metrics,
                    traces,
                    "> 198.51.100.32/32 : 443",
                    "> 203.0.113.49/32 : 443",
                    "> 192.0.2.25/32 : 587")),
            entry("risk-service", asking(alliance, metrics, traces)),
            entry("migrate-intel", asking()),
            entry("migrate-risk", asking()),
            entry("test", asking(alliance)),
            entry("valkey", Set.of()),
            entry(
                "postgresql",
                asking(
                    "< cnpg-system : 5432",
                    "< cnpg-system : 8000",
                    "< monitoring : 9187",
                    "> 10.0.0.1/32 : 6443",
                    "> 192.0.2.80/32 : 443")));
  }

  @Test
  void outOfTheAlliancePlaneTheseArrowsLeadAndTheseComeIn() {
    String[] api = {"> 10.0.0.0/8 : ", "> 172.16.0.0/12 : ", "> 192.168.0.0/16 : "};
    String[] asked =
        Stream.of(api).flatMap(to -> Stream.of(to + 443, to + 6443)).toArray(String[]::new);
    String issuer = "> envoy-gateway-system : 10443";
    String metrics = "< monitoring : 8081";
    String traces = "> observability : 4318";

    assertThat(everyPod(Chart.ALLIANCE))
        .containsOnly(
            entry(
                "gateway", asking(asked, issuer, metrics, traces, "< envoy-gateway-system : 8080")),
            entry("port-registry-service", asking(issuer, metrics, traces)),
            entry("identity-service", asking(issuer, metrics, traces)),
            entry("migrate-registry", asking()),
            entry("migrate-identity", asking()),
            entry("valkey", Set.of()),
            entry(
                "keycloak",
                asking(
                    "< envoy-gateway-system : 8080",
                    "< keycloak-operator : 8080",
                    "< monitoring : 9000")),
            entry(
                "postgresql",
                asking(
                    asked,
                    "< cnpg-system : 5432",
                    "< cnpg-system : 8000",
                    "< monitoring : 9187",
                    "> 192.0.2.80/32 : 443")));
  }

  /** Its arrows are open whether it runs or not: {@code helm test} needs them before its pod. */
  @Test
  void theTestOfATenantAsksTheGatewayTheDatabaseAndTheIssuerAlone() {
    assertThat(new Arrows(Chart.PORT_TENANT.rendered("minimal")).outside("test"))
        .containsExactlyInAnyOrder(with("> 198.51.100.10/32 : 443", "> 10.20.0.0/24 : 5432"));
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noWayLeadsToEverybody(Rendered rendered) {
    assertThat(rendered.of("NetworkPolicy"))
        .allSatisfy(
            policy ->
                assertThat(policy.json().toString())
                    .doesNotContainPattern("\"cidr\":\"[^\"]*/[0-7]\"")
                    .doesNotContainPattern("(namespaceSelector|matchLabels)\":[{]}"));
  }

  @Test
  void untilItIsSaidWhereTheOtherPortsAreNoWayLeadsThere() {
    Rendered rendered = Chart.PORT_TENANT.rendered("default");

    assertThat(rendered.of("NetworkPolicy").map(Rendered.Thing::name))
        .doesNotContain("nlrtm-peers");
    assertThat(new Arrows(rendered).outside("intel-exchange-service"))
        .containsExactlyInAnyOrder(with("> 192.0.2.10/32 : 443"));
  }

  @Test
  void whatTheRegistryHandsOutOpensTheWayToTheAllianceAndTheOtherPorts() {
    Arrows arrows = new Arrows(Chart.PORT_TENANT.rendered("registry-nlrtm"));

    assertThat(arrows.outside("risk-service"))
        .containsExactlyInAnyOrder(with("> 198.51.100.10/32 : 443"));
    assertThat(arrows.outside("intel-exchange-service"))
        .containsExactlyInAnyOrder(
            with(
                "> 198.51.100.10/32 : 443",
                "> 198.51.100.32/32 : 443",
                "> 2001:db8::32/128 : 443"));
  }

  @Test
  void inOneClusterThePortsOwnFileLeadsToTheIngressControllersPodsInTheirPlace() {
    Arrows arrows =
        new Arrows(
            Chart.PORT_TENANT.with(
                "registry-nlrtm",
                Map.of(
                    "network",
                    Values.read(Chart.module().resolve("examples/own/one-cluster.yaml"))
                        .path("network")
                        .toString())));

    for (String pod : List.of("gateway", "intel-exchange-service", "risk-service", "test")) {
      assertThat(arrows.outside(pod))
          .contains("> ingress-nginx : 443")
          .noneMatch(arrow -> arrow.startsWith("> 198.51.100."));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gateway", "port-registry-service", "identity-service"})
  void theAlliancePlaneReachesItsOwnKeycloakWhereRequestsForItComeIn(String pod) {
    assertThat(new Arrows(Chart.ALLIANCE.rendered("default")).outside(pod))
        .contains("> ingress-nginx : 443");
    assertThat(new Arrows(Chart.ALLIANCE.rendered("high-availability")).outside(pod))
        .contains("> envoy-gateway-system : 10443");
    assertThat(new Arrows(Chart.ALLIANCE.rendered("default")).outside("keycloak"))
        .contains("< ingress-nginx : 8080");
    assertThat(new Arrows(Chart.ALLIANCE.rendered("high-availability")).outside("keycloak"))
        .contains("< envoy-gateway-system : 8080");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theGatewayTakesRequestsFromWhereTheyComeByIngressAndByRoute(Chart chart) {
    assertThat(new Arrows(chart.rendered("default")).outside("gateway"))
        .contains("< ingress-nginx : 8080");
    assertThat(new Arrows(chart.rendered("high-availability")).outside("gateway"))
        .contains("< envoy-gateway-system : 8080")
        .doesNotContain("< ingress-nginx : 8080");
  }

  @Test
  void otherPortsAreReachedFromTheExchangeAloneAndThroughOnePolicy() {
    Rendered rendered =
        Chart.PORT_TENANT.with(
            "default",
            Map.of(
                "network.peers",
                "{\"to\":[{\"ipBlock\":{\"cidr\":\"192.0.2.7/32\"}}],\"ports\":[3128]}"));
    Arrows arrows = new Arrows(rendered);

    assertThat(arrows.outside("intel-exchange-service")).contains("> 192.0.2.7/32 : 3128");
    for (String other : new String[] {"gateway", "risk-service", "migrate-intel", "postgresql"}) {
      assertThat(arrows.outside(other)).doesNotContain("> 192.0.2.7/32 : 3128");
    }
    assertThat(rendered.of("NetworkPolicy"))
        .filteredOn(policy -> policy.json().toString().contains("192.0.2.7"))
        .hasSize(1);
  }

  @Test
  void metricsAreReadFromTheMonitoringNamespaceAlone() {
    Arrows arrows = new Arrows(Chart.PORT_TENANT.rendered("high-availability"));

    for (String pod : new String[] {"gateway", "intel-exchange-service", "risk-service"}) {
      assertThat(arrows.outside(pod)).contains("< monitoring : 8081");
    }
    assertThat(arrows.outside("postgresql")).contains("< monitoring : 9187");
    assertThat(new Arrows(Chart.PORT_TENANT.rendered("default")).outside("gateway"))
        .noneMatch(arrow -> arrow.endsWith(": 8081"));
  }

  @Test
  void theOperatorsOwnPolicyForKeycloakIsOffSincePoliciesAddUp() {
    assertThat(
            Chart.ALLIANCE
                .rendered("default")
                .one("Keycloak", "keycloak")
                .at("/spec/networkPolicy/enabled")
                .asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void aDatabaseThatStaysWhenTheReleaseGoesStaysShut(Rendered rendered) {
    boolean stays =
        rendered
            .of("Cluster")
            .peek(cluster -> assertThat(keeps(cluster)).isTrue())
            .findAny()
            .isPresent();
    assertThat(rendered.of("NetworkPolicy").filter(ArrowsTest::keeps))
        .extracting(Rendered.Thing::name)
        .containsExactlyInAnyOrderElementsOf(
            stays
                ? List.of(
                    rendered.chart().release + "-everything",
                    rendered.chart().release + "-postgresql")
                : List.of());
  }

  private static boolean keeps(Rendered.Thing thing) {
    return thing.at("/metadata/annotations/helm.sh~1resource-policy").asText().equals("keep");
  }

  @Test
  void anAnswerToAnAcmeChallengeIsLetThrough() {
    assertThat(
            Chart.PORT_TENANT
                .rendered("high-availability")
                .one("NetworkPolicy", "acme")
                .at("/spec/ingress/0/ports/0/port")
                .asInt())
        .isEqualTo(8089);
  }

  private static Map<String, Set<String>> everyPod(Chart chart) {
    Arrows arrows = new Arrows(chart.rendered("high-availability"));
    Map<String, Set<String>> outside = new TreeMap<>();
    arrows.pods().forEach(pod -> outside.put(pod, arrows.outside(pod)));
    outside.remove("stranger");
    return outside;
  }

  private static Set<String> asking(String... arrows) {
    return Set.of(with(arrows));
  }

  private static Set<String> asking(String[] some, String... more) {
    return asking(Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new));
  }

  private static String[] with(String... arrows) {
    return Stream.concat(Stream.of(EVERYBODY_ASKS), Stream.of(arrows)).toArray(String[]::new);
  }
}
