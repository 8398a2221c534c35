package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in k8s/ fits the charts. */
class ClusterFilesTest {
  private static final Path FOLDER = Chart.module().resolve("../k8s").normalize();

  @Test
  void everyNamespaceEnforcesTheRestrictedStandard() throws IOException {
    List<Rendered.Thing> namespaces =
        new Rendered(Chart.PORT_TENANT, "k8s", Files.readString(FOLDER.resolve("namespaces.yaml")))
            .things();

    assertThat(namespaces)
        .hasSize(4)
        .allSatisfy(
            namespace ->
                assertThat(
                        namespace
                            .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                            .asText())
                    .isEqualTo("restricted"));
  }

  @Test
  void aPortIsOneLineOfTheApplicationSet() {
    JsonNode set = Values.read(FOLDER.resolve("applicationset.yaml"));

    assertThat(Rendered.each(set.at("/spec/generators/0/list/elements")))
        .hasSize(3)
        .allSatisfy(port -> assertThat(port).hasSize(1));
    assertThat(set.at("/spec/template/spec/sources/0/path").asText()).isEqualTo("helm/port-tenant");
    assertThat(
            set.at(
                    "/spec/template/spec/syncPolicy/managedNamespaceMetadata/labels/pod-security.kubernetes.io~1enforce")
                .asText())
        .isEqualTo("restricted");
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
}
