package eu.portsalliance.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.audit.AuditCost.Found;
import eu.portsalliance.bench.audit.AuditCost.Pair;
import eu.portsalliance.bench.harness.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCostTest {
  private static final List<Pair> PAIRS =
      List.of(new Pair(95, 100, 40), new Pair(90, 100, 70), new Pair(99, 100, 0));

  @Test
  void theLineHasTheMedianOfWhatEachPairCost() {
    assertThat(outcome(List.of(200_000.0, 250_000.0, 240_000.0), 0).json())
        .isEqualTo(
            "{\"bench\":\"audit\",\"write_cost_percent\":5.0,"
                + "\"write_cost_range_percent\":[1.0,10.0],\"writes_per_s\":95.0,"
                + "\"writes_without_per_s\":100.0,\"records_verified_per_s\":240000,"
                + "\"most_waiting_to_be_sealed\":70,\"seconds\":8,\"repetitions\":3}");
  }

  @Test
  void aProcessThatRecordsWhatItShouldNotOrDoesNotWhatItShouldIsAFault() {
    assertThat(outcome(List.of(200_000.0), 0).fault()).isEmpty();
    assertThat(outcome(List.of(200_000.0), 3).fault().orElseThrow()).startsWith("3 drafts");
    assertThat(outcome(List.of(200_000.0, 0.0), 0).fault().orElseThrow()).contains("whole");
    assertThat(new Recorded(10, 10, 0).unrecordedSince(new Recorded(4, 5, 0))).isEqualTo(1);
    assertThat(new Recorded(10, 12, 0).recordedSince(new Recorded(4, 5, 0))).isEqualTo(7);
  }

  @Test
  void aLogThatIsWholeIsCheckedToItsEnd() {
    Instant now = Instant.parse("2026-11-23T10:00:00Z");
    assertThat(new Verification(12_345, now).perSecond()).isPositive();
  }

  @Test
  void aReplicaHasTheSameFlagsAndSettingsAndAnAddressOfItsOwn(@TempDir Path folder)
      throws Exception {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "a.Program");
    Path jar = folder.resolve("app.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.finish();
    }
    List<String> first =
        List.of("java", "-Xmx1m", "-XX:AOTCache=x.aot", "-jar", jar.toString(), "--setting=1");

    assertThat(Replica.command(first, folder.resolve("before"), 4711))
        .containsExactly(
            "java",
            "-Xmx1m",
            "-cp",
            folder.resolve("before") + java.io.File.pathSeparator + jar,
            "a.Program",
            "--setting=1",
            "--server.port=4711");
  }

  private static Outcome outcome(List<Double> verified, long strange) {
    return new AuditCost(Map.of(), Clock.systemUTC())
        .outcome(new Found(verified, PAIRS, 8, strange));
  }
}
