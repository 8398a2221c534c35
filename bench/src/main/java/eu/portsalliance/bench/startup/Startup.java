package eu.portsalliance.bench.startup;

import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Resident;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Spread;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.local.Profile;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Times the front door as a user opens it: {@code ./alliance up} from the command to its return,
 * everything built and installed before, and what the processes then hold.
 */
public final class Startup implements Benchmark {
  private static final int REPETITIONS = 3;

  private final Map<String, String> environment;

  public Startup(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** One start. */
  record Start(double seconds, int jvms, Resident memory, Resident postgresql) {}

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public Outcome run(Settings settings, PrintStream out) throws IOException {
    int repetitions = settings.repetitions().orElse(REPETITIONS);
    List<Start> starts = new ArrayList<>();
    try (Instance instance = Instance.with(environment, Profile.DEVELOPMENT)) {
      FrontDoor door = new FrontDoor(instance.options(), environment);
      instance.down();
      out.println("Starting once before, so that everything is built and installed");
      door.up();
      for (int i = 1; i <= repetitions; i++) {
        instance.down();
        double seconds = door.up();
        out.printf("Start %d of %d: %.1f s%n", i, repetitions, seconds);
        starts.add(new Start(seconds, instance.jvms(), instance.ofJvms(), instance.ofPostgres()));
      }
    }
    return outcome(starts);
  }

  Outcome outcome(List<Start> starts) {
    Map<String, Object> fields = new LinkedHashMap<>();
    Spread up = of(starts, Start::seconds);
    Spread rss = of(starts, s -> s.memory().rss());
    fields.put("up_s", up.median());
    fields.put("rss_mib", rss.median());
    fields.put("pss_mib", of(starts, s -> s.memory().pss()).median());
    fields.put("postgresql_pss_mib", of(starts, s -> s.postgresql().pss()).median());
    fields.put("jvms", starts.getLast().jvms());
    fields.put("n", starts.size());
    fields.put("up_range_s", up.range());
    fields.put("rss_range_mib", rss.range());
    Table table =
        new Table(
            "%d warm starts of %d JVMs with development flags"
                .formatted(starts.size(), starts.getLast().jvms()),
            "figure",
            "median",
            "least .. most");
    row(table, "./alliance up to its return, s", up);
    row(table, "all JVMs, resident, MiB", rss);
    row(table, "all JVMs, proportional, MiB", of(starts, s -> s.memory().pss()));
    row(table, "PostgreSQL, resident, MiB", of(starts, s -> s.postgresql().rss()));
    row(table, "PostgreSQL, proportional, MiB", of(starts, s -> s.postgresql().pss()));
    return new Outcome(name(), List.of(table), fields, Optional.empty());
  }

  private static void row(Table table, String what, Spread spread) {
    table.row(what, spread.median(), spread.between());
  }

  private static Spread of(List<Start> starts, ToDoubleFunction<Start> figure) {
    return Spread.of(starts.stream().map(figure::applyAsDouble).toList());
  }
}
