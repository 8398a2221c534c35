package eu.portsalliance.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in k8s/ fits the charts. */
class ClusterFilesTest {
  private static final String ENFORCE = "/pod-security.kubernetes.io~1enforce";
  private static final Set<String> OPERATORS = Set.of("Cluster", "Keycloak");
  private static final Path FOLDER = Chart.module().resolve("../k8s").normalize();

  @Test
  void theAlliancesNamespaceEnforcesTheRestrictedStandardAndNoPortStandsBesideIt()
      throws IOException {
    List<Rendered.Thing> namespaces =
        new Rendered(Chart.PORT_TENANT, "k8s", Files.readString(FOLDER.resolve("namespaces.yaml")))
            .things();

    assertThat(namespaces).hasSize(1);
    assertThat(namespaces.getFirst().name()).isEqualTo("alliance");
    assertThat(namespaces.getFirst().at("/metadata/labels" + ENFORCE).asText())
        .isEqualTo("restricted");
  }

  @Test
  void aPortIsOneLineOfTheApplicationSetWhichMakesItsNamespaceToo() {
    JsonNode set = Values.read(FOLDER.resolve("applicationset.yaml"));
    JsonNode application = set.at("/spec/template/spec");
    JsonNode sync = application.path("syncPolicy");

    assertThat(Rendered.each(set.at("/spec/generators/0/list/elements")))
        .hasSize(3)
        .allSatisfy(port -> assertThat(port).hasSize(1));
    assertThat(application.at("/sources/0/path").asText()).isEqualTo("helm/port-tenant");
    assertThat(application.at("/sources/0/helm/skipTests").asBoolean()).isTrue();
    assertThat(Rendered.each(sync.path("syncOptions")))
        .extracting(JsonNode::asText)
        .contains("CreateNamespace=true", "RespectIgnoreDifferences=true");
    assertThat(sync.at("/managedNamespaceMetadata/labels" + ENFORCE).asText())
        .isEqualTo("restricted");
    assertThat(application.at("/ignoreDifferences/0/jsonPointers/0").asText())
        .isEqualTo("/spec/replicas");
  }

  @Test
  void whatIsThePortsOwnStandsOverWhatTheRegistryHandsOutAndMayBeMissing() {
    JsonNode helm =
        Values.read(FOLDER.resolve("applicationset.yaml")).at("/spec/template/spec/sources/0/helm");

    assertThat(Rendered.each(helm.path("valueFiles")))
        .extracting(JsonNode::asText)
        .containsExactly("$values/ports/{{.locode}}.yaml", "$values/ports/{{.locode}}-own.yaml");
    assertThat(helm.path("ignoreMissingValueFiles").asBoolean()).isTrue();
    assertThat(helm.path("parameters"))
        .hasToString(
            "[{\"name\":\"port.locode\",\"value\":\"{{.locode | upper}}\",\"forceString\":true}]");
  }

  /** Argo CD passes over the registry's file too where it is missing. */
  @ParameterizedTest
  @ValueSource(strings = {"default", "three-ports-beanr"})
  void aLineWithoutItsValuesOrWithAnotherPortsMakesNoManifest(String values) {
    assertThatThrownBy(() -> Chart.PORT_TENANT.with(values, Map.of("port.locode", "\"NLRTM\"")))
        .hasMessageContaining("port.publicUrl");
  }

  @Test
  void theProjectOfTheApplicationSetAllowsWhatTheChartMakesAndNoMore() {
    JsonNode project = Values.read(FOLDER.resolve("appproject.yaml"));
    JsonNode application =
        Values.read(FOLDER.resolve("applicationset.yaml")).at("/spec/template/spec");
    Set<String> made = new TreeSet<>();
    Chart.PORT_TENANT
        .examples()
        .flatMap(example -> Chart.PORT_TENANT.rendered(example).things().stream())
        .forEach(thing -> made.add(kind(thing.at("/apiVersion").asText(), thing.kind())));

    assertThat(project.at("/metadata/name").asText())
        .isEqualTo(application.path("project").asText());
    assertThat(Rendered.each(project.at("/spec/namespaceResourceWhitelist")))
        .extracting(one -> one.path("group").asText() + " " + one.path("kind").asText())
        .containsExactlyInAnyOrderElementsOf(made);
    assertThat(Rendered.each(project.at("/spec/sourceRepos")))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(
            Rendered.each(application.path("sources"))
                .map(source -> source.path("repoURL").asText())
                .toList());
    assertThat(project.at("/spec/destinations/0/namespace").asText()).isEqualTo("port-*");
  }

  @ParameterizedTest
  @MethodSource("eu.portsalliance.helm.Rendered#all")
  void noSyncWaveWaitsForWhatALaterOneMakes(Rendered rendered) {
    int services = rendered.deployables().mapToInt(ClusterFilesTest::wave).max().orElseThrow();

    assertThat(rendered.of("Job"))
        .allSatisfy(job -> assertThat(wave(job)).isBetween(1, services - 1));
    assertThat(rendered.of("Cluster")).allSatisfy(one -> assertThat(wave(one)).isZero());
    assertThat(
            rendered.things().stream()
                .filter(
                    thing ->
                        Set.of(
                                "HorizontalPodAutoscaler",
                                "Ingress",
                                "HTTPRoute",
                                "Gateway",
                                "Certificate")
                            .contains(thing.kind())))
        .isNotEmpty()
        .allSatisfy(thing -> assertThat(wave(thing)).isGreaterThan(services));
  }

  @Test
  void theOverlayLeavesOutWhatHelmTestRuns() throws IOException {
    Path file = FOLDER.resolve("private-registry/kustomization.yaml");

    assertThat(Files.readString(file)).contains("helm template", "--skip-tests");
    assertThat(Rendered.each(Values.read(file).path("patches")))
        .filteredOn(patch -> patch.path("patch").asText().startsWith("$patch: delete"))
        .hasSize(1)
        .allSatisfy(
            patch ->
                assertThat(patch.path("target"))
                    .hasToString("{\"annotationSelector\":\"helm.sh/hook=test\"}"));
  }

  @Test
  void theOverlayMovesEveryImageThatAChartNames() {
    Set<String> moved = new TreeSet<>();
    Values.read(FOLDER.resolve("private-registry/kustomization.yaml"))
        .path("images")
        .forEach(image -> moved.add(image.path("name").asText()));

    Set<String> named = new TreeSet<>();
    Stream.of(Chart.values())
        .flatMap(chart -> chart.rendered("high-availability").withPods())
        .forEach(
            thing ->
                named.add(
                    thing
                        .podSpec()
                        .at("/containers/0/image")
                        .asText()
                        .replaceFirst(":[^/:]+$", "")));
    assertThat(moved).isEqualTo(named);
  }

  @Test
  void theOverlayMovesWhatOperatorsPullToo() {
    assertThat(
            Rendered.each(
                Values.read(FOLDER.resolve("private-registry/kustomization.yaml")).path("patches")))
        .filteredOn(patch -> patch.at("/target/kind").asText().matches("Cluster|Keycloak"))
        .hasSize(2)
        .allSatisfy(
            patch ->
                assertThat(patch.path("patch").asText())
                    .contains("registry.example.org:5000/mirror/", "/spec/imagePullSecrets"));
  }

  /** Where kubectl is at hand, Kustomize says what comes out; elsewhere the tests above hold it. */
  @ParameterizedTest
  @EnumSource(Chart.class)
  void everyImageThatComesOutOfTheOverlayIsOfThePrivateRegistry(Chart chart, @TempDir Path folder)
      throws Exception {
    Files.copy(
        FOLDER.resolve("private-registry/kustomization.yaml"),
        folder.resolve("kustomization.yaml"));
    StringBuilder manifests = new StringBuilder();
    for (Rendered.Thing thing : chart.rendered("high-availability").things()) {
      manifests.append(Values.YAML.writeValueAsString(thing.json()));
    }
    Files.writeString(folder.resolve("rendered.yaml"), manifests);
    if (Stream.of(System.getenv("PATH").split(":", -1))
        .noneMatch(path -> Files.isExecutable(Path.of(path, "kubectl")))) {
      return;
    }
    Process kustomize =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    String out = new String(kustomize.getInputStream().readAllBytes(), UTF_8);
    assertThat(kustomize.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
    Rendered moved = new Rendered(chart, "private-registry", out);

    assertThat(moved.things())
        .hasSameSizeAs(chart.rendered("high-availability").things())
        .filteredOn(thing -> thing.podSpec().isObject() || OPERATORS.contains(thing.kind()))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            thing -> {
              JsonNode pod = OPERATORS.contains(thing.kind()) ? thing.at("/spec") : thing.podSpec();
              assertThat(pod.at("/imagePullSecrets/0/name").asText()).isEqualTo("registry");
              assertThat(
                      pod.at("/containers/0/image").asText()
                          + pod.path("image").asText()
                          + pod.path("imageName").asText())
                  .startsWith("registry.example.org:5000/mirror/");
            });
  }

  private static int wave(Rendered.Thing thing) {
    return thing.at("/metadata/annotations/argocd.argoproj.io~1sync-wave").asInt();
  }

  private static String kind(String version, String kind) {
    return (version.contains("/") ? version.substring(0, version.indexOf('/')) : "") + " " + kind;
  }
}
