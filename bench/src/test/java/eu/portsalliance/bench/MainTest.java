package eu.portsalliance.bench;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.Unmeasurable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theLastLinesAreTheJsonOfEachBenchmarkAfterAllTables() throws IOException {
    int status =
        run(List.of(), measured("one", Optional.empty()), measured("two", Optional.empty()));

    assertThat(status).isZero();
    assertThat(text(out).lines().toList())
        .endsWith("{\"bench\":\"one\",\"n\":1}", "{\"bench\":\"two\",\"n\":1}")
        .contains("Table of one");
  }

  @Test
  void onlyWhatIsNamedIsRun() throws IOException {
    run(List.of("two"), measured("one", Optional.empty()), measured("two", Optional.empty()));

    assertThat(text(out)).contains("two").doesNotContain("one");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheListAndNothingIsRun() throws IOException {
    int status =
        run(
            List.of("one", "three"),
            measured("one", Optional.empty()),
            measured("two", Optional.empty()));

    assertThat(status).isEqualTo(2);
    assertThat(text(err).strip()).isEqualTo("There is no benchmark 'three'; there are: one, two.");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aFaultIsToldAndEndsItNonZeroWithTheFigures() throws IOException {
    int status = run(List.of(), measured("one", Optional.of("2 lost.")));

    assertThat(status).isEqualTo(1);
    assertThat(text(err).strip()).isEqualTo("one: 2 lost.");
    assertThat(text(out)).endsWith("{\"bench\":\"one\",\"n\":1}\n");
  }

  @Test
  void whatCannotBeMeasuredSaysWhy() throws IOException {
    Benchmark broken =
        new Fixed(
            "one",
            () -> {
              throw new Unmeasurable("It did not come up.");
            });

    assertThat(run(List.of(), broken)).isEqualTo(2);
    assertThat(text(err).strip()).isEqualTo("It did not come up.");
  }

  private int run(List<String> arguments, Benchmark... benchmarks) throws IOException {
    return new Main(List.of(benchmarks), stream(out), stream(err)).run(arguments);
  }

  private static Benchmark measured(String name, Optional<String> fault) {
    return new Fixed(
        name,
        () ->
            new Outcome(name, List.of(new Table("Table of " + name, "a")), Map.of("n", 1), fault));
  }

  private interface Measuring {
    Outcome measure();
  }

  private record Fixed(String name, Measuring measuring) implements Benchmark {
    @Override
    public Outcome run(Settings settings, PrintStream out) {
      return measuring.measure();
    }
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
