package eu.portsalliance.bench;

import eu.portsalliance.bench.audit.AuditCost;
import eu.portsalliance.bench.faults.FaultsCommand;
import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.bench.policy.PolicyDecisions;
import eu.portsalliance.bench.propagation.AlertPropagation;
import eu.portsalliance.bench.startup.Startup;
import eu.portsalliance.local.Refusal;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code ./alliance bench [NAME...]}: tables for people, and last one JSON line for each; and
 * {@code ./alliance bench faults}.
 */
public final class Main {
  private static final int FAULT = 1;
  private static final int REFUSED = 2;

  /** No measurement, and never among all of them. */
  private static final String FAULTS = "faults";

  private final List<Benchmark> benchmarks;
  private final PrintStream out;
  private final PrintStream err;

  Main(List<Benchmark> benchmarks, PrintStream out, PrintStream err) {
    this.benchmarks = List.copyOf(benchmarks);
    this.out = out;
    this.err = err;
  }

  public static void main(String[] arguments) throws IOException {
    List<Benchmark> all =
        List.of(
            new AlertPropagation(System.getenv(), Clock.systemUTC()),
            new Startup(System.getenv()),
            new PolicyDecisions(),
            new AuditCost(System.getenv(), Clock.systemUTC()));
    Main main = new Main(all, System.out, System.err);
    List<String> words = List.of(arguments);
    System.exit(
        words.contains(FAULTS)
            ? main.breaking(words.stream().filter(word -> !word.equals(FAULTS)).toList())
            : main.run(words));
  }

  /**
   * Returns the exit status: 0, 1 when something was lost or failed, 2 when it was not measured.
   */
  int run(List<String> arguments) throws IOException {
    try {
      Settings settings = Settings.parse(arguments);
      List<Outcome> outcomes = new ArrayList<>();
      for (Benchmark benchmark : chosen(settings.names())) {
        out.println("== " + benchmark.name());
        Outcome outcome = benchmark.run(settings, out);
        out.println();
        outcome.tables().stream().map(Table::text).forEach(out::println);
        outcomes.add(outcome);
      }
      return conclude(outcomes);
    } catch (Unmeasurable | Refusal e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  /** Breaks an alliance on purpose; returns the exit status, 1 when something of it showed. */
  private int breaking(List<String> arguments) throws IOException {
    try {
      return new FaultsCommand(System.getenv(), out).run(arguments);
    } catch (Unmeasurable | Refusal e) {
      err.println(e.getMessage());
      return REFUSED;
    }
  }

  private int conclude(List<Outcome> outcomes) {
    List<String> faults =
        outcomes.stream()
            .flatMap(outcome -> outcome.fault().map(f -> outcome.bench() + ": " + f).stream())
            .toList();
    faults.forEach(err::println);
    outcomes.stream().map(Outcome::json).forEach(out::println);
    return faults.isEmpty() ? 0 : FAULT;
  }

  private List<Benchmark> chosen(List<String> names) {
    if (names.isEmpty()) {
      return benchmarks;
    }
    return names.stream().map(this::named).toList();
  }

  private Benchmark named(String name) {
    Optional<Benchmark> found =
        benchmarks.stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new Unmeasurable(
                "There is no benchmark '%s'; there are: %s."
                    .formatted(
                        name,
                        benchmarks.stream()
                            .map(Benchmark::name)
                            .collect(Collectors.joining(", ")))));
  }
}
