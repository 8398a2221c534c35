package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.local.client.AllianceFile;
import eu.portsalliance.local.client.Api;
import eu.portsalliance.local.client.MachineClient;
import eu.portsalliance.testkit.history.Act;
import eu.portsalliance.testkit.history.Entry;
import eu.portsalliance.testkit.history.Finding;
import eu.portsalliance.testkit.history.Finding.Kind;
import eu.portsalliance.testkit.history.History;
import eu.portsalliance.testkit.history.HistoryChecker;
import eu.portsalliance.testkit.history.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People write and read at a running alliance while it is broken, healed, and asked again. */
final class Campaign {
  private static final int AT_A_DESK = 2;
  private static final String ALL = "campaign";
  private static final Duration REPEATED = Duration.ofSeconds(60);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration ROUND = Duration.ofMillis(300);
  private static final Duration PROGRESS = Duration.ofSeconds(5);

  /** What may be so until all is healed. */
  private static final Set<Kind> WAITED_FOR =
      EnumSet.of(Kind.LOST, Kind.DISAGREEING, Kind.RESURRECTED);

  private final Broken broken;
  private final long seed;
  private final Duration bound;
  private final PrintStream out;
  private final Set<String> earlier;
  private final Map<String, Api> people = new HashMap<>();
  private final Notebook notebook = new Notebook(new History(Clock.systemUTC()));
  private final List<Reader> readers = new ArrayList<>();
  private final List<Writer> writers = new ArrayList<>();

  /**
   * @param bound within which all ports agree once all is healed
   * @param earlier alerts of campaigns before this one at the same alliance
   */
  Campaign(Broken broken, long seed, Duration bound, Collection<String> earlier, PrintStream out) {
    this.broken = broken;
    this.seed = seed;
    this.bound = bound;
    this.earlier = Set.copyOf(earlier);
    this.out = out;
  }

  /**
   * What came of it.
   *
   * @param agreed how long after healing all had the same; empty when not within the bound
   * @param done faults by kind
   * @param outcomes answers by kind
   */
  record Result(
      Verdict verdict,
      Optional<Duration> agreed,
      Map<String, Integer> done,
      Map<String, Integer> outcomes,
      int acknowledged,
      int lists,
      int events,
      Duration took) {

    long count(Kind... kinds) {
      Set<Kind> these = EnumSet.copyOf(List.of(kinds));
      return verdict.findings().stream().filter(finding -> these.contains(finding.kind())).count();
    }

    boolean clean() {
      return verdict.clean() && agreed.isPresent();
    }
  }

  /** The alerts of this campaign. */
  Set<String> alerts() {
    return notebook.acts().stream()
        .flatMap(
            entry ->
                entry instanceof Entry.Invoked invoked
                    ? Stream.of(invoked.act().id())
                    : Stream.empty())
        .collect(Collectors.toSet());
  }

  History history() {
    return notebook.history();
  }

  /** Plays the faults and says what the history shows. */
  Result run(List<Breakage> schedule) throws IOException, InterruptedException {
    History history = notebook.history();
    AllianceFile file = broken.file();
    signIn(file);
    Breaker breaker = new Breaker(broken, history);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        long start = System.nanoTime();
        history.broken(ALL);
        List<Future<?>> reading = read(threads);
        List<Future<?>> writing = new ArrayList<>();
        writers.forEach(writer -> writing.add(threads.submit(writer::work)));
        Future<?> progress = threads.submit(() -> tell(breaker, schedule.size()));
        breaker.play(schedule);
        writers.forEach(writer -> writer.end(REPEATED));
        broken.awaitHealthy();
        await(writing);
        breaker.allHealthy();
        progress.cancel(true);
        history.healed(ALL);
        Optional<Duration> agreed = agreed(threads);
        readers.forEach(Reader::close);
        await(reading);
        Verdict verdict =
            new HistoryChecker(notebook.table(), agreed.orElse(bound)).check(history.entries());
        return new Result(
            verdict,
            agreed,
            breaker.done(),
            notebook.outcomes(),
            acknowledged(),
            readers.stream().mapToInt(Reader::lists).sum(),
            readers.stream().mapToInt(Reader::events).sum(),
            Duration.ofNanos(System.nanoTime() - start));
      } finally {
        readers.forEach(Reader::close);
        writers.forEach(writer -> writer.end(Duration.ZERO));
        threads.shutdownNow();
      }
    }
  }

  private void signIn(AllianceFile file) {
    for (Writer.Desk desk : Writer.Desk.ALL) {
      for (int i = 0; i < AT_A_DESK; i++) {
        Writer writer =
            new Writer(
                desk, (who, port) -> person(file, who, port), notebook, seed * 10 + writers.size());
        writer.introduce();
        writers.add(writer);
      }
    }
    for (Seat seat : Seat.ALL) {
      Api api =
          seat.person()
              ? person(file, seat.who(), seat.port())
              : new MachineClient(file, seat.who()).api();
      readers.add(new Reader(seat, api, notebook.history(), earlier));
    }
    out.printf("  %d people have signed in%n", people.size());
  }

  private Api person(AllianceFile file, String who, String port) {
    return people.computeIfAbsent(who + "@" + port, _ -> Badge.person(file, who, port));
  }

  private List<Future<?>> read(ExecutorService threads) {
    List<Future<?>> reading = new ArrayList<>();
    for (Reader reader : readers) {
      long own = seed * 100 + reading.size();
      reading.add(threads.submit(() -> reader.follow(own)));
    }
    return reading;
  }

  private void tell(Breaker breaker, int all) {
    try {
      while (true) {
        TimeUnit.NANOSECONDS.sleep(PROGRESS.toNanos());
        out.printf(
            "  %d of %d faults; %d acts acknowledged; %d lists and %d events read; away: %s%n",
            breaker.begun(),
            all,
            acknowledged(),
            readers.stream().mapToInt(Reader::lists).sum(),
            readers.stream().mapToInt(Reader::events).sum(),
            broken.away().isEmpty() ? "nobody" : String.join(", ", broken.away()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int acknowledged() {
    return (int)
        notebook.acts().stream()
            .filter(
                entry ->
                    entry instanceof Entry.Answered answered
                        && answered.outcome() == Act.Outcome.DONE)
            .count();
  }

  private static void await(List<Future<?>> all) throws InterruptedException {
    for (Future<?> one : all) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new Unmeasurable("Somebody failed: " + e.getCause(), e);
      }
    }
  }

  /** Asks everybody again until they have the same; empty when that is not so within the bound. */
  private Optional<Duration> agreed(ExecutorService threads) throws InterruptedException {
    List<Entry> acts = notebook.acts();
    Instant healed = acts.getLast().at();
    Instant last = healed.plus(bound);
    while (true) {
      Instant begun = notebook.history().begun();
      Optional<List<Entry>> round = round(threads);
      if (round.isPresent() && settled(acts, round.get())) {
        return Optional.of(Duration.between(healed, begun));
      }
      if (begun.isAfter(last)) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.sleep(ROUND.toNanos());
    }
  }

  private boolean settled(List<Entry> acts, List<Entry> round) {
    List<Entry> all = new ArrayList<>(acts);
    all.addAll(round);
    Verdict verdict = new HistoryChecker(notebook.table(), AT_ONCE).check(all);
    return verdict.unexamined().isEmpty()
        && verdict.findings().stream().map(Finding::kind).noneMatch(WAITED_FOR::contains);
  }

  /** A list of everybody; empty when one was not answered. */
  private Optional<List<Entry>> round(ExecutorService threads) throws InterruptedException {
    List<Future<Optional<List<Entry.Listed>>>> asked =
        readers.stream().map(reader -> threads.submit(reader::list)).toList();
    List<Entry> all = new ArrayList<>();
    for (Future<Optional<List<Entry.Listed>>> one : asked) {
      try {
        Optional<List<Entry.Listed>> lists = one.get();
        if (lists.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(lists.get());
      } catch (ExecutionException e) {
        throw new Unmeasurable("A reader failed: " + e.getCause(), e);
      }
    }
    return Optional.of(all);
  }

  /** The first few findings, in words. */
  static List<String> words(Collection<Finding> findings, int most) {
    return findings.stream()
        .limit(most)
        .map(finding -> finding.kind() + ": " + finding.sentence())
        .toList();
  }
}
