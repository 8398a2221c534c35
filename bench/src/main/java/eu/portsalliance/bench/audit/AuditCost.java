package eu.portsalliance.bench.audit;

import eu.portsalliance.bench.harness.Benchmark;
import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Settings;
import eu.portsalliance.bench.harness.Spread;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.Profile;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.Person;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Drafts at Antwerp's exchange, over HTTP and beside its gateway, in turn through a process as it
 * is deployed and through one whose only difference is that it writes no audit row: both on the
 * same PostgreSQL, with the sealer, the signer and the witnesses of all three ports at work. And
 * how fast an exported log of a million records is checked.
 */
public final class AuditCost implements Benchmark {
  private static final int RECORDS = 1_000_000;
  private static final int CHECKS = 5;
  private static final int COUNTED = 8;
  private static final int WARM_UP = 15;
  private static final int REPETITIONS = 6;

  /**
   * Sealing goes by the second: when it begins to count, what was written before is being sealed.
   */
  private static final Duration UNDER_WAY = Duration.ofSeconds(2);

  private static final double PERCENT = 100;

  private final Map<String, String> environment;
  private final Clock clock;

  public AuditCost(Map<String, String> environment, Clock clock) {
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /**
   * One repetition, in drafts a second.
   *
   * @param waiting rows that the sealer had not reached at its end
   */
  record Pair(double with, double without, long waiting) {
    double costPercent() {
      return (without - with) / without * PERCENT;
    }
  }

  /**
   * What was found.
   *
   * @param strange drafts that were not recorded and should have been, or were and should not
   */
  record Found(List<Double> verified, List<Pair> pairs, int seconds, long strange) {}

  @Override
  public String name() {
    return "audit";
  }

  /** {@code --n} and {@code --warm-up} count seconds of drafting. */
  @Override
  public Outcome run(Settings settings, PrintStream out) throws IOException {
    List<Double> verified = verified(out);
    try (Instance instance = Instance.with(environment, Profile.PRODUCTION)) {
      out.println("Starting an instance with production flags and empty databases");
      instance.upAfresh();
      return outcome(written(instance, settings, verified, out));
    } catch (SQLException e) {
      throw new Unmeasurable("PostgreSQL did not do as asked: " + e.getMessage(), e);
    }
  }

  private List<Double> verified(PrintStream out) {
    Verification log = new Verification(RECORDS, clock.instant());
    List<Double> rates = new ArrayList<>();
    for (int i = 1; i <= CHECKS; i++) {
      double rate = log.perSecond();
      out.printf("Check %d of %d: %,.0f records a second%n", i, CHECKS, rate);
      rates.add(rate);
    }
    return rates;
  }

  private Found written(
      Instance instance, Settings settings, List<Double> verified, PrintStream out)
      throws IOException, SQLException {
    Path folder = Files.createDirectories(instance.options().state().resolve("unaudited"));
    Path nothing = Files.createDirectories(instance.options().state().resolve("as-it-is"));
    Unaudited.into(folder, Replica.image(instance));
    int seconds = settings.n().orElse(COUNTED);
    int repetitions = settings.repetitions().orElse(REPETITIONS);
    Duration warmUp = Duration.ofSeconds(settings.warmUp().orElse(WARM_UP));
    try (Replica with = Replica.start(instance, nothing, "with-audit");
        Replica without = Replica.start(instance, folder, "without-audit")) {
      perSecond(instance, with, warmUp, Duration.ofSeconds(1));
      perSecond(instance, without, warmUp, Duration.ofSeconds(1));
      Duration counted = Duration.ofSeconds(seconds);
      List<Pair> pairs = new ArrayList<>();
      long strange = 0;
      for (int i = 1; i <= repetitions; i++) {
        boolean first = i % 2 == 1;
        double before = first ? 0 : perSecond(instance, without, UNDER_WAY, counted);
        Recorded start = Recorded.in(instance);
        double recorded = perSecond(instance, with, UNDER_WAY, counted);
        Recorded end = Recorded.in(instance);
        double after = first ? perSecond(instance, without, UNDER_WAY, counted) : before;
        Pair pair = new Pair(recorded, after, end.waiting());
        strange += Math.abs(end.unrecordedSince(start));
        strange += first ? Recorded.in(instance).recordedSince(end) : 0;
        out.printf(
            "Repetition %d of %d: %.0f drafts a second with, %.0f without%n",
            i, repetitions, pair.with(), pair.without());
        pairs.add(pair);
      }
      return new Found(verified, pairs, seconds, strange);
    }
  }

  /** Each time with a token of its own: one lives for minutes only. */
  private static double perSecond(
      Instance instance, Replica replica, Duration before, Duration counted) {
    String token = Person.accessToken(instance.file(), "be-analyst", "BEANR");
    Api analyst = Api.bearer(replica.address(), token).working("crime-prevention", "BENCH-2026/1");
    return Writers.perSecond(analyst, before, counted);
  }

  Outcome outcome(Found found) {
    Spread verified = Spread.of(found.verified());
    Spread with = spread(found.pairs(), Pair::with);
    Spread without = spread(found.pairs(), Pair::without);
    Spread cost = spread(found.pairs(), Pair::costPercent);
    long waiting = found.pairs().stream().mapToLong(Pair::waiting).max().orElse(0);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("write_cost_percent", cost.median());
    fields.put("write_cost_range_percent", cost.range());
    fields.put("writes_per_s", with.median());
    fields.put("writes_without_per_s", without.median());
    fields.put("records_verified_per_s", Math.round(verified.median()));
    fields.put("most_waiting_to_be_sealed", waiting);
    fields.put("seconds", found.seconds());
    fields.put("repetitions", found.pairs().size());
    Table written =
        new Table(
            "Drafts, %d times %d seconds each".formatted(found.pairs().size(), found.seconds()),
            "a second",
            "median",
            "least .. most");
    written.row("with the record", with.median(), with.between());
    written.row("without it", without.median(), without.between());
    written.row("cost, percent", cost.median(), cost.between());
    Table checked =
        new Table(
            "%,d records in memory".formatted(RECORDS), "a second", "median", "least .. most");
    checked.row("checked", verified.median(), verified.between());
    return new Outcome(name(), List.of(written, checked), fields, fault(found));
  }

  private static Spread spread(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
    return Spread.of(pairs.stream().map(figure::applyAsDouble).toList());
  }

  private static Optional<String> fault(Found found) {
    if (found.verified().contains(0.0)) {
      return Optional.of("A log that was whole was not found whole.");
    }
    return found.strange() == 0
        ? Optional.empty()
        : Optional.of(
            found.strange() + " drafts were not recorded as the process that took them should.");
  }
}
