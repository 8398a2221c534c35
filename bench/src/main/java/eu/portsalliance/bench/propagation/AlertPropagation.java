package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Resident;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Profile;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Releases alerts at Antwerp in an open loop and measures until they stand on the streams of people
 * at Rotterdam and at Hamburg, and until the box is ranked anew; beside a bare insert and NOTIFY on
 * the same PostgreSQL, in the same run.
 */
public final class AlertPropagation implements Benchmark {
  private static final int COUNT = 1000;
  private static final int RATE = 50;

  /** The second compiler is busy with the parts for about that long. */
  private static final int WARM_UP = 2000;

  private static final int REPETITIONS = 3;

  private final Map<String, String> environment;
  private final Clock clock;

  public AlertPropagation(Map<String, String> environment, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "alert-propagation";
  }

  @Override
  public Outcome run(Settings settings, PrintStream out) throws IOException {
    Round.Load load =
        new Round.Load(
            settings.rate().orElse(RATE),
            settings.warmUp().orElse(WARM_UP),
            settings.n().orElse(COUNT));
    int repetitions = settings.repetitions().orElse(REPETITIONS);
    try (Instance instance = Instance.with(environment, Profile.PRODUCTION)) {
      out.println("Starting an instance with production flags and empty databases");
      instance.upAfresh();
      return measure(instance, load, repetitions, out);
    } catch (SQLException e) {
      throw new Unmeasurable("PostgreSQL did not do as asked: " + e.getMessage(), e);
    }
  }

  private Outcome measure(Instance instance, Round.Load load, int repetitions, PrintStream out)
      throws IOException, SQLException {
    Boxes boxes =
        Boxes.of(repetitions * (Round.OPENERS + load.all()), RandomGenerator.getDefault());
    out.printf("Posting the journeys of %d boxes to Rotterdam%n", boxes.all().size());
    Journeys.post(instance.file(), boxes.all());
    List<Latencies> bare = new ArrayList<>();
    List<Round.Result> rounds = new ArrayList<>();
    try (BareNotify peer = BareNotify.beside(instance)) {
      for (int i = 1; i <= repetitions; i++) {
        out.printf("Repetition %d of %d: bare insert and NOTIFY%n", i, repetitions);
        bare.add(peer.measure(load.rate(), Math.min(load.warmUp(), Round.FIRST), load.count()));
        out.printf(
            "Repetition %d of %d: %d alerts to warm up and %d to count, %d/s%n",
            i, repetitions, load.warmUp(), load.count(), load.rate());
        rounds.add(new Round(instance, clock, load).play(boxes));
      }
    }
    Resident jvms = instance.ofJvms();
    return new Findings(load, rounds, bare, jvms).outcome(name());
  }
}
