package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.faults.Breakage.What;
import eu.portsalliance.testkit.fault.Direction;
import eu.portsalliance.testkit.fault.Ending;
import eu.portsalliance.testkit.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Draws the faults of a campaign: the same seed gives the same ones at the same moments, whatever
 * the machine does. Several overlap; one link or process has one at a time.
 */
final class Schedule {
  /** A process that was killed is left alone until it has run a while again. */
  private static final Duration RECOVERS = Duration.ofSeconds(60);

  /** One start keeps a core busy: so many follow each other. */
  private static final Duration BETWEEN_KILLS = Duration.ofSeconds(4);

  private static final Fault CUT = new Fault.Cut(Ending.RESET, 0);
  private static final int TRIES = 8;
  private static final int SHORTEST_GAP = 100;
  private static final int LONGEST_GAP = 700;

  private final Random random;
  private final List<String> links;
  private final List<String> processes;
  private final Map<String, Long> free = new HashMap<>();
  private long killed = -BETWEEN_KILLS.toMillis();

  private Schedule(long seed, List<String> links, List<String> processes) {
    this.random = new Random(seed);
    this.links = links;
    this.processes = processes;
  }

  /**
   * The faults in the order of their beginning.
   *
   * @param links names of links that may be bad
   * @param processes names of processes that may be killed or stand still
   */
  static List<Breakage> draw(long seed, int count, List<String> links, List<String> processes) {
    Schedule schedule = new Schedule(seed, List.copyOf(links), List.copyOf(processes));
    List<Breakage> all = new ArrayList<>();
    long at = 0;
    while (all.size() < count) {
      at += schedule.random.nextInt(SHORTEST_GAP, LONGEST_GAP);
      List<Breakage> drawn = List.of();
      for (int i = 0; i < TRIES && drawn.isEmpty(); i++) {
        drawn = schedule.next(all.size() + 1, at);
      }
      all.addAll(drawn);
    }
    return List.copyOf(all);
  }

  /** One at this moment, or none where what is drawn is taken. */
  private List<Breakage> next(int number, long at) {
    int kind = random.nextInt(100);
    if (kind < 20) {
      return killed + BETWEEN_KILLS.toMillis() <= at ? kill(number, at) : wire(number, at);
    }
    return kind < 38 ? freeze(number, at) : wire(number, at);
  }

  private List<Breakage> kill(int number, long at) {
    String process = processes.get(random.nextInt(processes.size()));
    if (!take(process, at, RECOVERS.toMillis())) {
      return List.of();
    }
    killed = at;
    return List.of(one(number, at, 0, process, new What.Kill()));
  }

  private List<Breakage> freeze(int number, long at) {
    String process = processes.get(random.nextInt(processes.size()));
    long lasts = random.nextInt(300, 6_000);
    // of PostgreSQL a signal reaches the first process alone, which does little: it is killed
    return process.equals("postgresql") || !take(process, at, lasts)
        ? List.of()
        : List.of(one(number, at, lasts, process, new What.Freeze()));
  }

  private List<Breakage> wire(int number, long at) {
    String link = links.get(random.nextInt(links.size()));
    long lasts = random.nextInt(200, 5_000);
    Direction direction = random.nextBoolean() ? Direction.TO_TARGET : Direction.TO_CALLER;
    Fault drawn = fault();
    Fault fault = drawn instanceof Fault.BlackHole && silenceKills(link) ? CUT : drawn;
    return take(link, at, lasts)
        ? List.of(one(number, at, lasts, link, new What.Wire(direction, fault)))
        : List.of();
  }

  /**
   * No service takes a connection to PostgreSQL for dead that only says nothing: what waits on it
   * waits until the service is started again (docs/operations/faults.md).
   */
  private static boolean silenceKills(String link) {
    return link.startsWith("postgresql/");
  }

  private Fault fault() {
    return switch (random.nextInt(5)) {
      case 0 -> new Fault.Cut(random.nextBoolean() ? Ending.RESET : Ending.FINISH, after());
      case 1 -> {
        long least = random.nextInt(200);
        yield new Fault.Delay(
            Duration.ofMillis(least), Duration.ofMillis(least + random.nextInt(400)));
      }
      case 2 -> new Fault.Throttle(random.nextInt(2_000, 60_000));
      case 3 -> new Fault.BlackHole(after());
      default ->
          new Fault.Reorder(random.nextInt(1, 4), Duration.ofMillis(random.nextInt(50, 500)));
    };
  }

  private int after() {
    return random.nextBoolean() ? 0 : random.nextInt(6_000);
  }

  private boolean take(String where, long at, long lasts) {
    if (free.getOrDefault(where, 0L) > at) {
      return false;
    }
    free.put(where, at + lasts);
    return true;
  }

  private static Breakage one(int number, long at, long lasts, String where, What what) {
    return new Breakage(number, Duration.ofMillis(at), Duration.ofMillis(lasts), where, what);
  }
}
