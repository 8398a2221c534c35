package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus reads the alert rules and they ring when they should, as {@code src/test/promtool}
 * plays it. {@code ./alliance test} runs it where {@code promtool} is on the PATH, which .ci/run
 * sees to, and says so where it is not.
 */
@Tag("promtool")
class AlertRulesTest {
  @TempDir private Path folder;

  @Test
  void theAlliancePlaneIsQuietWhileAllIsWellAndRingsWhenNothingIs() throws Exception {
    play(Chart.ALLIANCE.rendered("high-availability"), "alliance.yaml");
  }

  @Test
  void aPortIsQuietWhileAllIsWellAndRingsWhenNothingIs() throws Exception {
    play(Chart.PORT_TENANT.rendered("high-availability"), "port-tenant.yaml");
  }

  @Test
  void aCertificateThatSomebodyElseKeepsRingsBeforeItEnds() throws Exception {
    play(
        Chart.PORT_TENANT.with("high-availability", Map.of("tls.certManager.issuer", "\"\"")),
        "given.yaml");
  }

  private void play(Rendered rendered, String play) throws IOException, InterruptedException {
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            Values.YAML.writeValueAsString(rendered.one("PrometheusRule", "alerts").at("/spec")));
    Path test =
        Files.copy(Chart.module().resolve("src/test/promtool").resolve(play), folder.resolve(play));
    promtool("check", "rules", rules.toString());
    promtool("test", "rules", test.toString());
  }

  private static void promtool(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(words)).toList())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
