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

  private static final String BLOCK = "[{\"ipBlock\":{\"cidr\":\"10.20.0.0/24\"}}]";

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
        refused("network.backup is empty", "database.cnpg.backup.objectStore", "\"store\""),
        refused(
            "gateway.trustedProxies has '10.0.0.0/33'",
            "gateway.trustedProxies",
            "[\"10.0.0.0/33\"]"),
        refused(
            "gateway.trustedProxies has '10.0.0.7'", "gateway.trustedProxies", "[\"10.0.0.7\"]"),
        refused(
            "gateway.trustedProxies has 'ingress/8'", "gateway.trustedProxies", "[\"ingress/8\"]"),
        refused(
            "gateway.trustedProxies has 'fd00:::/8'", "gateway.trustedProxies", "[\"fd00:::/8\"]"),
        refused("next to everything", "gateway.trustedProxies", "[\"0.0.0.0/0\"]"),
        refused("next to everything", "gateway.trustedProxies", "[\"::/0\"]"),
        refused(
            "network.telemetry has '10.0.0.300/32'",
            "network.telemetry.to",
            "[{\"ipBlock\":{\"cidr\":\"10.0.0.300/32\"}}]"),
        refused(
            "network.clients.ingress has '10.0.0.0'",
            "network.clients.ingress",
            "[{\"ipBlock\":{\"cidr\":\"10.0.0.0\"}}]"),
        refused(
            "database.cnpg.backup.objectStore is set, and database.cnpg.enabled is not",
            "database",
            external("\"cnpg\":{\"enabled\":false,\"backup\":{\"objectStore\":\"store\"}}"),
            "network.database.to",
            BLOCK),
        refused(
            "database.cnpg.restore.objectStore is set, and database.cnpg.enabled is not",
            "database",
            external("\"cnpg\":{\"enabled\":false,\"restore\":{\"objectStore\":\"store\"}}"),
            "network.database.to",
            BLOCK),
        refused(
            "is set without serverName",
            "database.cnpg.restore.objectStore",
            "\"store\"",
            "network.backup.to",
            BLOCK),
        refused("would begin empty", "database.cnpg.restore.serverName", "\"x-postgresql\""),
        refused(
            "would begin empty", "database.cnpg.restore.targetTime", "\"2026-01-01T00:00:00Z\""),
        refused(
            "database.external.port is 6432, and network.database.ports is [5432]: add 6432",
            "database",
            external("\"cnpg\":{\"enabled\":false}").replace("\"host\"", "\"port\":6432,\"host\""),
            "network.database.to",
            BLOCK),
        refused(
            "sessions.valkey.port is 6380, and network.valkey.ports is [6379]: add 6380",
            "sessions.valkey",
            "{\"host\":\"valkey.example.org\",\"port\":6380}",
            "network.valkey.to",
            BLOCK),
        refused(
            "network.telemetry.ports is [4318]: add 4317",
            "telemetry.otlpEndpoint",
            "\"http://collector.example.org:4317\"",
            "network.telemetry.to",
            BLOCK),
        refused(
            "network.telemetry.ports is [4318]: add 80",
            "telemetry.otlpEndpoint",
            "\"http://collector.example.org\"",
            "network.telemetry.to",
            BLOCK));
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
        refused("pins one key, or two", "alliance.rootKey", "\"{\\\"keys\\\":[]}\""),
        refused("no EC P-256 JWK", "alliance.rootKey", "\"{\\\"keys\\\":[{}]}\""),
        refused(
            "holds a private key",
            "alliance.rootKey",
            "\"{\\\"keys\\\":[{\\\"kty\\\":\\\"EC\\\",\\\"crv\\\":\\\"P-256\\\",\\\"d\\\":\\\"x\\\"}]}\""),
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
        refused(
            "database.names has intel twice, for intel and risk",
            "database.names.risk",
            "\"intel\""),
        refused(
            "database.secrets has intel-db twice, for intel.owner and intel.service",
            "database.secrets.intel.owner",
            "\"intel-db\""),
        refused(
            "database.secrets has intel-db twice, for intel.service and risk.service",
            "database.secrets.risk.service",
            "\"intel-db\""),
        refused(
            "network.duty is empty",
            "intel.config",
            "{\"alliance\":{\"intel\":{\"duty\":{\"smtp-host\":\"mail.example.org\"}}}}"),
        refused(
            "network.duty is empty", "intel.config", "{\"alliance.intel.duty.smtpHost\":\"mail\"}"),
        refused(
            "network.duty is empty",
            "intel.config",
            "{\"alliance\":{\"intel\":{\"duty\":{\"webhook-hosts\":[\"hooks.example.org\"]}}}}"),
        refused(
            "port in intel.config is 587, and network.duty.ports is [25]: add 587",
            "intel.config",
            "{\"alliance\":{\"intel\":{\"duty\":{\"smtp-host\":\"mail.example.org\"}}}}",
            "network.duty",
            "{\"ports\":[25],\"to\":" + BLOCK + "}"),
        refused("tests.otherNamespace", "tests.otherNamespace", "\"plane\""),
        refused("port.publicUrl is", "port.publicUrl", "\"https://Port.example.org\""),
        refused("port.publicUrl is", "port.publicUrl", "\"https://port.example.org/\""),
        refused("port.publicUrl is", "port.publicUrl", "\"https://port..example.org\""),
        refused("port.publicUrl is", "port.publicUrl", "\"https://me@port.example.org\""),
        refused("port.publicUrl is", "port.publicUrl", "\"https://port.example.org:0\""),
        refused("none above 65535", "port.publicUrl", "\"https://port.example.org:65536\""),
        refused("leave port 443 out", "port.publicUrl", "\"https://port.example.org:443\""),
        refused("takes an address", "port.publicUrl", "\"https://192.0.2.1\""),
        refused(
            "port.publicUrl and alliance.registry share a host, port.example.org",
            "alliance.registry",
            "\"https://port.example.org:8443\""),
        refused(
            "port.publicUrl and alliance.issuer share a host",
            "alliance.issuer",
            "\"https://port.example.org/realms/alliance\""),
        refused("alliance.issuer is", "alliance.issuer", "\"https://login.example.org\""),
        refused(
            "alliance.issuer is",
            "alliance.issuer",
            "\"https://login.example.org/realms/alliance/\""),
        refused(
            "network.alliance.ports is [443]: add 8443",
            "alliance.registry",
            "\"https://alliance.example.org:8443\""),
        refused(
            "alliance.ports, BEANR: url is",
            "alliance.ports",
            "[{\"locode\":\"BEANR\",\"title\":\"Antwerp\",\"url\":\"http://beanr.example.org\"}]"),
        refused(
            "network.peers.ports is [443]: add 8443",
            "alliance.ports",
            "[{\"locode\":\"BEANR\",\"title\":\"Antwerp\",\"url\":\"https://beanr.example.org:8443\"}]",
            "network.peers.to",
            "[{\"ipBlock\":{\"cidr\":\"192.0.2.32/32\"}}]"),
        refused(
            "they are one address",
            "alliance.ports",
            "[{\"locode\":\"ZZZZZ\",\"title\":\"Example\",\"url\":\"https://other.example.org\"}]"));
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
        refused(
            "ports, BEANR: url and ports, NLRTM: url share a host",
            "ports",
            "["
                + port
                + ","
                + port.replace("NLRTM", "BEANR")
                    .replace("oKIywvGU", "kPrK_qmx")
                    .replace("org", "org:8443")
                + "]"),
        refused(
            "ports, NLRTM: url and alliance.publicUrl share a host",
            "ports",
            "[" + port.replace("nlrtm.", "alliance.") + "]"),
        refused(
            "ports, NLRTM: networks has '192.0.2.20/33'",
            "ports",
            "[" + port.replace("/32", "/33") + "]"),
        refused("alliance.networks has 'here'", "alliance.networks", "[\"here\"]"),
        refused(
            "share a host",
            "alliance.issuer",
            "\"https://alliance.example.org:8443/realms/alliance\""),
        refused(
            "nothing stands before /realms",
            "alliance.issuer",
            "\"https://login.example.org/auth/realms/alliance\""),
        refused(
            "network.alliance.ports is [443]: add 8443",
            "alliance.issuer",
            "\"https://login.example.org:8443/realms/alliance\"",
            "network.alliance.to",
            "[{\"ipBlock\":{\"cidr\":\"192.0.2.32/32\"}}]"),
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

  /** Of a database elsewhere, with what is said of CloudNativePG. */
  private static String external(String cnpg) {
    return "{" + cnpg + ",\"external\":{\"host\":\"db.example.org\",\"caSecret\":\"ca\"}}";
  }

  static void refuses(Chart chart, String sentence, Map<String, String> values) {
    assertThatThrownBy(() -> chart.with("default", values))
        .hasMessageContaining(sentence)
        .satisfies(
            refusal ->
                assertThat(refusal.getMessage())
                    .as("a sentence of ours, not Helm's schema or a broken template")
                    .startsWith("execution error at ("));
  }

  static Arguments refused(String sentence, String... values) {
    Map<String, String> entries = new java.util.TreeMap<>();
    for (int i = 0; i < values.length; i += 2) {
      entries.put(values[i], values[i + 1]);
    }
    return Arguments.of(sentence, entries);
  }
}
