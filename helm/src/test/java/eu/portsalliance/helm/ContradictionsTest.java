package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that contradict each other make no manifest, but a sentence. */
class ContradictionsTest {

  static Stream<Arguments> ofBoth() {
    return Stream.of(
        refused("more than one replica", "gateway.replicas", "2"),
        refused(
            "more than one replica",
            "gateway.autoscaling",
            "{\"enabled\":true,\"maxReplicas\":3,\"cpu\":\"700m\"}"),
        refused(
            "sessions.valkey.host contradict",
            "sessions.valkey",
            "{\"enabled\":true,\"host\":\"valkey.example.org\"}"),
        refused(
            "database.external.host contradict",
            "database.external",
            "{\"host\":\"db.example.org\",\"caSecret\":\"ca\"}"),
        refused("There is no database", "database.cnpg.enabled", "false"),
        refused(
            "without database.external.caSecret",
            "database",
            "{\"cnpg\":{\"enabled\":false},\"external\":{\"host\":\"db.example.org\"}}",
            "network.database.to",
            "[{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}]"),
        refused(
            "network.database is empty",
            "database",
            "{\"cnpg\":{\"enabled\":false},\"external\":{\"host\":\"db.example.org\",\"caSecret\":\"ca\"}}"),
        refused(
            "exposure.route contradict",
            "exposure.route",
            "{\"enabled\":true,\"gatewayClassName\":\"x\"}"),
        refused("Nobody can reach", "exposure.ingress.enabled", "false"),
        refused(
            "has no Gateway",
            "exposure",
            "{\"ingress\":{\"enabled\":false},\"route\":{\"enabled\":true}}"),
        refused(
            "gatewayClassName contradict",
            "exposure",
            "{\"ingress\":{\"enabled\":false},\"route\":{\"enabled\":true,\"gatewayClassName\":\"x\",\"parentRefs\":[{\"name\":\"y\"}]}}"),
        refused(
            "holds the certificate",
            "exposure",
            "{\"ingress\":{\"enabled\":false},\"route\":{\"enabled\":true,\"parentRefs\":[{\"name\":\"y\"}]}}"),
        refused("There is no TLS", "tls.secretName", "\"\""),
        refused(
            "maxReplicas is below",
            "gateway",
            "{\"replicas\":5,\"autoscaling\":{\"enabled\":true}}",
            "sessions.valkey.enabled",
            "true"),
        refused("below 12", "pod.shutdownSeconds", "5"),
        refused(
            "network.telemetry is empty", "telemetry.otlpEndpoint", "\"http://collector:4318\""),
        refused("network.valkey is empty", "sessions.valkey.host", "\"valkey.example.org\""),
        refused(
            "database.external.maxConnections is 30",
            "database",
            "{\"cnpg\":{\"enabled\":false},\"external\":{\"host\":\"db.example.org\",\"caSecret\":\"ca\",\"maxConnections\":30}}",
            "network.database.to",
            "[{\"ipBlock\":{\"cidr\":\"10.20.0.0/24\"}}]"),
        refused("image.tag is latest", "image.tag", "\"latest\""),
        refused(
            "sessions.valkey.image is docker.io/valkey/valkey,",
            "sessions.valkey.image",
            "\"docker.io/valkey/valkey\""),
        refused(
            "database.cnpg.image is registry:5000/postgresql,",
            "database.cnpg.image",
            "\"registry:5000/postgresql\""),
        refused(
            "network.clients.route is empty",
            "exposure",
            "{\"ingress\":{\"enabled\":false},\"route\":{\"enabled\":true,\"gatewayClassName\":\"x\"}}"),
        refused(
            "network.alliance names 0.0.0.0/0",
            "network.alliance.to",
            "[{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\"}}]"),
        refused(
            "network.kubernetesApi names ::/0",
            "network.kubernetesApi.to",
            "[{\"ipBlock\":{\"cidr\":\"::/0\"}}]"),
        refused("network.backup is empty", "database.cnpg.backup.objectStore", "\"store\""));
  }

  static Stream<Arguments> ofAPort() {
    return Stream.of(
        refused("port.locode is 'Rotterdam'", "port.locode", "\"Rotterdam\""),
        refused("port.locode is 'nlrtm'", "port.locode", "\"nlrtm\""),
        refused("port.locode is 'NLRT1'", "port.locode", "\"NLRT1\""),
        refused("still the example", "port.locode", "\"NLRTM\""),
        refused("still the example", "port.publicUrl", "\"https://nlrtm.example.org\""),
        refused("without TLS", "port.publicUrl", "\"http://port.example.org\""),
        refused("without a path", "port.publicUrl", "\"https://port.example.org/x\""),
        refused("alliance.registry is", "alliance.registry", "\"http://alliance.example.org\""),
        refused(
            "alliance.issuer is",
            "alliance.issuer",
            "\"http://login.example.org/realms/alliance\""),
        refused("no EC P-256 JWK", "alliance.rootKey", "\"{}\""),
        refused("no EC P-256 JWK", "alliance.rootKey", "\"not JSON\""),
        refused(
            "holds a private key",
            "alliance.rootKey",
            "\"{\\\"kty\\\":\\\"EC\\\",\\\"crv\\\":\\\"P-256\\\",\\\"d\\\":\\\"x\\\"}\""),
        refused(
            "database.roles has intel twice",
            "database.roles",
            "{\"risk\":{\"service\":\"intel\"}}"),
        refused(
            "network.alliance is still the example",
            "port",
            "{\"locode\":\"NLRTM\",\"publicUrl\":\"https://nlrtm.example.org\"}"),
        refused("network.alliance is empty", "network.alliance.to", "[]"),
        refused(
            "network.peers names 0.0.0.0/0",
            "network.peers.to",
            "[{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\",\"except\":[\"10.0.0.0/8\"]}}]"),
        refused("tests.otherNamespace", "tests.otherNamespace", "\"plane\""));
  }

  static Stream<Arguments> ofTheAlliance() {
    String port =
        "{\"locode\":\"NLRTM\",\"title\":\"Rotterdam\",\"url\":\"https://nlrtm.example.org\",\"networks\":[\"192.0.2.20/32\"],\"keys\":[\"oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U\"]}";
    return Stream.of(
        refused("ports is empty", "ports", "[]"),
        refused("NLRTM twice", "ports", "[" + port + "," + port + "]"),
        refused("the key oKIy", "ports", "[" + port + "," + port.replace("NLRTM", "BEANR") + "]"),
        refused("the LOCODE 'Rotterdam'", "ports", "[" + port.replace("NLRTM", "Rotterdam") + "]"),
        refused("NLRTM: url", "ports", "[" + port.replace("https", "http") + "]"),
        refused("alliance.publicUrl is", "alliance.publicUrl", "\"alliance.example.org\""),
        refused("alliance.issuer is", "alliance.issuer", "\"https://login.example.org\""),
        refused(
            "share a host", "alliance.issuer", "\"https://alliance.example.org/realms/alliance\""),
        refused(
            "keycloak.operator.image is keycloak:latest",
            "keycloak.operator.image",
            "\"keycloak:latest\""),
        refused("network.alliance is empty", "keycloak.operator.enabled", "false"),
        refused(
            "network.agencies is empty",
            "alliance.agencies",
            "[{\"alias\":\"nl-customs\",\"name\":\"Dutch customs\"}]"),
        refused("no TLS for the issuer", "keycloak.operator.tlsSecret", "\"\""));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ofBoth")
  void bothChartsRefuseWithASentence(String sentence, Map<String, String> values) {
    for (Chart chart : Chart.values()) {
      refuses(chart, sentence, values);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ofAPort")
  void aPortRefusesWithASentence(String sentence, Map<String, String> values) {
    refuses(Chart.PORT_TENANT, sentence, values);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ofTheAlliance")
  void theAllianceRefusesWithASentence(String sentence, Map<String, String> values) {
    refuses(Chart.ALLIANCE, sentence, values);
  }

  @Test
  void whatIsMendedAsTheSentenceSaysIsTaken() {
    assertThatCode(
            () ->
                Chart.PORT_TENANT.with(
                    "default", Map.of("gateway.replicas", "2", "sessions.valkey.enabled", "true")))
        .doesNotThrowAnyException();
  }

  private static void refuses(Chart chart, String sentence, Map<String, String> values) {
    assertThatThrownBy(() -> chart.with("default", values))
        .hasMessageContaining(sentence)
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .as("a sentence of ours, not Helm's schema or a broken template")
                    .startsWith("execution error at ("));
  }

  private static Arguments refused(String sentence, String... values) {
    Map<String, String> entries = new java.util.TreeMap<>();
    for (int i = 0; i < values.length; i += 2) {
      entries.put(values[i], values[i + 1]);
    }
    return Arguments.of(sentence, entries);
  }
}
