package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One way in, under TLS. */
class ExposureTest {

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void theGatewayIsReachedByIngressOrRouteAndItsNameIsUnderTls(Rendered rendered) {
    assertThat(rendered.of("Ingress").count() > 0)
        .isNotEqualTo(rendered.of("HTTPRoute").count() > 0);
    assertThat(rendered.of("Ingress"))
        .allSatisfy(
            ingress ->
                assertThat(ingress.at("/spec/tls/0/hosts/0"))
                    .isEqualTo(ingress.at("/spec/rules/0/host")));
    assertThat(rendered.of("Gateway"))
        .allSatisfy(
            gateway -> {
              assertThat(gateway.at("/spec/listeners")).hasSize(1);
              assertThat(gateway.at("/spec/listeners/0/protocol").asText()).isEqualTo("HTTPS");
            });
    assertThat(rendered.of("Service"))
        .allSatisfy(service -> assertThat(service.at("/spec/type").isMissingNode()).isTrue());
  }

  @Test
  void aRouteGoesToTheGatewayThroughTheGatewayOfTheRelease() {
    Rendered rendered = Chart.PORT_TENANT.rendered("high-availability");
    Rendered.Thing route = rendered.one("HTTPRoute", "gateway");

    assertThat(route.at("/spec/parentRefs/0/name").asText())
        .isEqualTo(rendered.one("Gateway", "gateway").name());
    assertThat(route.at("/spec/rules/0/backendRefs/0/name").asText()).isEqualTo("nlrtm-gateway");
    assertThat(route.at("/spec/rules/0/timeouts/request").asText())
        .as("streams stay open")
        .isEqualTo("0s");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void anIngressTakesTheLargestBodyThatTheGatewayTakesAndKeepsStreamsOpen(Chart chart)
      throws IOException {
    JsonNode annotations =
        chart.rendered("default").one("Ingress", "gateway").at("/metadata/annotations");
    String properties =
        Files.readString(
            Chart.module()
                .resolve(
                    "../gateway/src/main/java/eu/portsalliance/gateway/GatewayProperties.java"));
    int largest =
        Pattern.compile("@DefaultValue\\(\"([0-9]+)MB\"\\) DataSize")
            .matcher(properties)
            .results()
            .mapToInt(size -> Integer.parseInt(size.group(1)))
            .max()
            .orElseThrow();

    assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-body-size").asText())
        .as("more than the gateway's own limit, so that its refusal is what a caller reads")
        .isEqualTo(largest + 1 + "m");
    assertThat(annotations.path("nginx.ingress.kubernetes.io/proxy-read-timeout").asInt())
        .isGreaterThan(600);
  }

  @Test
  void aPortInAPublicUrlIsTheListenersAndNoPartOfAHostName() {
    Map<String, String> values =
        Map.of(
            "port.publicUrl",
            "\"https://nlrtm.example.org:8443\"",
            "tls.certManager.issuer",
            "\"a\"");
    Rendered route = Chart.PORT_TENANT.with("high-availability", values);
    Rendered ingress = Chart.PORT_TENANT.with("minimal", values);

    assertThat(route.one("HTTPRoute", "gateway").at("/spec/hostnames"))
        .hasToString("[\"nlrtm.example.org\"]");
    assertThat(route.one("Gateway", "gateway").at("/spec/listeners/0/port").asInt())
        .isEqualTo(8443);
    assertThat(route.one("Gateway", "gateway").at("/spec/listeners/0/hostname").asText())
        .isEqualTo("nlrtm.example.org");
    assertThat(ingress.one("Ingress", "gateway").at("/spec/rules/0/host").asText())
        .isEqualTo("nlrtm.example.org");
    assertThat(ingress.one("Certificate", "gateway").at("/spec/dnsNames"))
        .hasToString("[\"nlrtm.example.org\"]");
    assertThat(ingress.configuration("gateway").at("/alliance/gateway/public-url").asText())
        .isEqualTo("https://nlrtm.example.org:8443");
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theNetworksWhoseForwardedAddressIsBelievedAreTheOnesThatAreNamed(Chart chart) {
    Rendered named =
        chart.with("default", Map.of("gateway.trustedProxies", "[\"10.1.0.0/16\",\"fd00::/8\"]"));

    assertThat(named.configuration("gateway").at("/alliance/gateway/trusted-proxies"))
        .hasToString("[\"10.1.0.0/16\",\"fd00::/8\"]");
    assertThat(chart.rendered("default").configuration("gateway").toString())
        .as("nobody is believed who is not named")
        .doesNotContain("trusted-proxies");
  }

  @Test
  void aTagThatMovesIsPulledEachTimeAndADigestOnce() {
    Rendered snapshot = Chart.PORT_TENANT.rendered("default");
    Rendered released = Chart.PORT_TENANT.rendered("private-registry");

    assertThat(snapshot.deployables())
        .allSatisfy(
            thing -> {
              assertThat(thing.podSpec().at("/containers/0/image").asText()).endsWith("-SNAPSHOT");
              assertThat(thing.podSpec().at("/containers/0/imagePullPolicy").asText())
                  .isEqualTo("Always");
            });
    assertThat(released.deployables())
        .allSatisfy(
            thing ->
                assertThat(thing.podSpec().at("/containers/0/imagePullPolicy").asText())
                    .isEqualTo("IfNotPresent"));
    assertThat(released.one("Deployment", "gateway").podSpec().at("/containers/0/image").asText())
        .contains("@sha256:");
  }

  @Test
  void certManagerFillsTheSecretThatTheListenerReads() {
    for (Chart chart : Chart.values()) {
      Rendered rendered = chart.rendered("high-availability");
      Map<String, String> filled = new TreeMap<>();
      rendered
          .of("Certificate")
          .forEach(
              certificate ->
                  filled.put(
                      certificate.at("/spec/secretName").asText(),
                      certificate.at("/spec/dnsNames/0").asText()));
      Map<String, String> read = new TreeMap<>();
      rendered
          .of("Gateway")
          .forEach(
              gateway ->
                  read.put(
                      gateway.at("/spec/listeners/0/tls/certificateRefs/0/name").asText(),
                      gateway.at("/spec/listeners/0/hostname").asText()));
      assertThat(filled).isNotEmpty().isEqualTo(read);
    }
  }

  @Test
  void aGatewayThatIsThereAlreadyKeepsItsCertificate() {
    Rendered rendered =
        Chart.PORT_TENANT.with(
            "default",
            Map.of(
                "exposure.ingress.enabled", "false",
                "exposure.route.enabled", "true",
                "exposure.route.parentRefs", "[{\"name\":\"front\",\"namespace\":\"gateways\"}]",
                "tls.secretName", "\"\"",
                "network.clients.route",
                    "[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"gateways\"}}}]"));

    assertThat(rendered.of("Gateway")).isEmpty();
    assertThat(rendered.one("HTTPRoute", "gateway").at("/spec/parentRefs/0/namespace").asText())
        .isEqualTo("gateways");
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void everyImageIsFromTheRegistryThatWasNamed(Rendered rendered) {
    boolean own = rendered.example().equals("private-registry");
    assertThat(rendered.containers())
        .allSatisfy(
            container -> {
              String image = container.path("image").asText();
              assertThat(image.startsWith("registry.example.org:5000/mirror/")).isEqualTo(own);
              assertThat(image).doesNotContain(":latest").matches(".*(:[^/]+|@sha256:.*)");
            });
    assertThat(rendered.withPods())
        .allSatisfy(
            thing ->
                assertThat(thing.podSpec().at("/imagePullSecrets/0/name").asText())
                    .isEqualTo(own ? "registry" : ""));
  }
}
