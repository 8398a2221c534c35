package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the images' test gives the containers: the charts of this repository, rendered. */
class ChartsInContainersTest {
  private static final Optional<FoundingPort> PLANE = Optional.empty();
  private static final Optional<FoundingPort> ROTTERDAM = Optional.of(FoundingPort.NLRTM);

  private final ContainerSite site =
      new ContainerSite(List.of(FoundingPort.NLRTM, FoundingPort.BEANR));
  private final Topology topology = Topology.inContainers(site.ports(), ContainerSite.HTTP);
  @TempDir Path top;
  private ChartValues values = values(Path.of(""));

  @BeforeEach
  void own() {
    values = values(top);
  }

  private ChartValues values(Path folder) {
    return new ChartValues(
        site, Secrets.open(folder.resolve("secrets.json")), new Keys(folder), 5544);
  }

  @Test
  void allThatThePodsMountIsThere() throws IOException {
    for (Topology.Node node : topology.nodes()) {
      write(node.port(), serving(node.port(), node.service()), node.name());
      if (node.service().hasDatabase()) {
        write(node.port(), release(node.port()).migrating(node.service()), "m-" + node.name());
      }
    }
    assertThat(files("nlrtm-intel"))
        .containsOnlyKeys(
            "configuration/application.yaml",
            "configuration/root.pub.jwk",
            "keys/risk.pub.jwk",
            "keys/signing.jwk",
            "postgresql-ca/ca.crt",
            "secrets/alliance.access.hash-key",
            "secrets/spring.r2dbc.password",
            "secrets/spring.r2dbc.username")
        .containsEntry("secrets/spring.r2dbc.username", "nlrtm_intel")
        .containsEntry("postgresql-ca/ca.crt", "the authority");
    assertThat(files("m-nlrtm-intel"))
        .containsOnlyKeys(
            "configuration/application.yaml",
            "postgresql-ca/ca.crt",
            "secrets/spring.flyway.password",
            "secrets/spring.flyway.user")
        .containsEntry("secrets/spring.flyway.user", "nlrtm_intel_owner");
    assertThat(files("alliance-gateway")).containsKey("configuration/live/application.yaml");
  }

  @Test
  void aServiceReadsTheConfigurationOfTheChartButForTls() throws IOException {
    write(ROTTERDAM, serving(ROTTERDAM, Service.RISK), "risk");
    assertThat(files("risk").get("configuration/application.yaml"))
        .contains(
            "database: check",
            "exchange: http://nlrtm-intel-exchange-service:8080",
            "issuer: http://login.example.org/realms/alliance",
            "r2dbc:postgresql://postgresql:5544/nlrtm_risk?sslMode=verify-full")
        .doesNotContain("https:");
  }

  @Test
  void theContainerIsThePodOfTheChart() {
    Pod pod = serving(ROTTERDAM, Service.INTEL);
    assertThat(pod.image()).isEqualTo("ports-alliance/intel-exchange-service:1");
    assertThat(pod.options())
        .containsSubsequence("--user", "10001:10001", "--read-only")
        .containsSubsequence("--security-opt", "no-new-privileges", "--cap-drop", "ALL")
        .containsSubsequence("--memory", "640m", "--stop-timeout", "45")
        .contains(
            "SPRING_PROFILES_ACTIVE=container",
            "SPRING_CONFIG_IMPORT=configtree:/run/secrets/alliance/");
    assertThat(pod.readiness()).isEqualTo("8081/actuator/health/readiness");
    assertThat(release(ROTTERDAM).migrating(Service.INTEL).arguments())
        .containsExactly("--alliance.database=migrate");
    assertThat(release(PLANE).address(Service.REGISTRY))
        .isEqualTo("alliance-port-registry-service");
  }

  @Test
  void whatIsMountedIsReadOnlyButForTheFilesOfTheMoment() {
    assertThat(
            write(ROTTERDAM, serving(ROTTERDAM, Service.GATEWAY), "gateway").stream()
                .filter(argument -> argument.startsWith("/")))
        .containsExactly(
            top.resolve("gateway/configuration") + ":/etc/alliance:ro",
            top.resolve("gateway/secrets") + ":/run/secrets/alliance:ro",
            "/tmp:rw,exec,nosuid,nodev,size=256m");
  }

  @Test
  void aPodWaitsForWhatNobodyMade() {
    Pod pod = serving(ROTTERDAM, Service.INTEL);
    Map<String, Map<String, String>> some = new HashMap<>(values.secrets(ROTTERDAM, "x"));
    some.put("risk", Map.of());
    assertThatThrownBy(() -> new PodFiles(release(ROTTERDAM), some, top).write(pod))
        .isInstanceOf(Refusal.class)
        .hasMessage("A pod waits for the key signing.pub.jwk of Secret risk.");
    some.remove("intel-db");
    assertThatThrownBy(() -> new PodFiles(release(ROTTERDAM), some, top).write(pod))
        .isInstanceOf(Refusal.class)
        .hasMessage("A pod waits for the Secret intel-db, which nobody made.");
  }

  @Test
  void aConfigMapThatTheChartForgotIsMissed() {
    Pod pod = serving(ROTTERDAM, Service.GATEWAY);
    PodFiles files = new PodFiles(new Release("nlrtm", ""), values.secrets(ROTTERDAM, "x"), top);
    assertThatThrownBy(() -> files.write(pod))
        .isInstanceOf(Refusal.class)
        .hasMessage("The chart makes no ConfigMap nlrtm-gateway.");
  }

  @Test
  void thePodOfHelmTestIsAskedAsHelmWouldAskIt() throws IOException {
    Pod pod = release(ROTTERDAM).proving();
    write(ROTTERDAM, pod, "prove");
    assertThat(pod.arguments()).containsExactly("--alliance.proof=tenant");
    assertThat(pod.options())
        .contains(
            "PROOF_GATEWAY=http://nlrtm-gateway:8080",
            "PROOF_ISSUER=http://login.example.org/realms/alliance");
    assertThat(files("prove"))
        .containsEntry("secrets/client-id", "pcs-nlrtm")
        .containsEntry("secrets/stranger-id", "pcs-beanr")
        .containsEntry("secrets/risk.username", "nlrtm_risk");
  }

  @Test
  void whatTheChartsRefuseIsSaid() throws IOException {
    Path wrong = Files.writeString(top.resolve("wrong.yaml"), "port: {locode: Rotterdam}");
    assertThatThrownBy(
            () -> Release.of(charts().resolve("port-tenant"), "nlrtm", List.of(wrong), top))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Rotterdam");
  }

  private Pod serving(Optional<FoundingPort> port, Service service) {
    return release(port).serving(service);
  }

  private Release release(Optional<FoundingPort> port) {
    Path file = top.resolve(ChartValues.release(port) + ".yaml");
    PrivateFiles.write(file, Configurations.yaml(values.of(port, "ports-alliance", "1")));
    // what the registry's own tests hold its answer against
    Path registered = charts().resolve("examples/port-tenant/registry-nlrtm.yaml");
    return Release.of(
        charts().resolve(ChartValues.chart(port)),
        ChartValues.release(port),
        port.isPresent() ? List.of(registered, file) : List.of(file),
        top.resolve("charts"));
  }

  private List<String> write(Optional<FoundingPort> port, Pod pod, String name) {
    return new PodFiles(release(port), values.secrets(port, "the authority"), top.resolve(name))
        .write(pod);
  }

  private Map<String, String> files(String name) throws IOException {
    Path own = top.resolve(name);
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(own)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(own.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static Path charts() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("helm"))
        ? here.resolve("helm")
        : here.resolveSibling("helm");
  }
}
