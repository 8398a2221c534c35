package eu.portsalliance.bench.propagation;

import eu.portsalliance.bench.harness.Instance;
import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.OpenLoop;
import eu.portsalliance.bench.harness.ProcessorTime;
import eu.portsalliance.bench.harness.Unmeasurable;
import eu.portsalliance.bench.harness.WallClock;
import eu.portsalliance.bench.propagation.Antwerp.Draft;
import eu.portsalliance.local.Waiting;
import eu.portsalliance.local.client.AllianceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** One repetition: drafts, open streams, releases in their time, and what came of them. */
final class Round {
  /** Alerts that may be needed until every link and stream is seen to stand. */
  static final int OPENERS = 5;

  private static final String CASE = "BENCH-1";
  private static final int OK = 200;

  /** How many of the first are told apart: what a port sees that has just started. */
  static final int FIRST = 200;

  private static final Duration CROSSES = Duration.ofSeconds(20);
  private static final Duration COMES = Duration.ofSeconds(30);

  private final Instance instance;
  private final Clock clock;
  private final Load load;

  Round(Instance instance, Clock clock, Load load) {
    this.instance = instance;
    this.clock = clock;
    this.load = load;
  }

  /**
   * How much.
   *
   * @param warmUp released first, at the same rate, without being counted
   * @param count released and counted
   */
  record Load(int rate, int warmUp, int count) {
    int all() {
      return warmUp + count;
    }
  }

  /**
   * What one repetition showed.
   *
   * @param cold the same as visible, of the first {@link #FIRST} alerts to warm up
   * @param visible from the intended start of a release to the later of the peers' streams
   * @param reranked from there to the box's entry with the alert as reason
   * @param answered from there to the officer's answer
   * @param late how late the generator began a release
   * @param refused releases that were not answered with 200
   * @param lost released, and missing on a peer's stream
   * @param duplicated came again on the same stream
   * @param unranked released, and missing on the ranking's stream
   */
  record Result(
      Latencies cold,
      Latencies visible,
      Latencies reranked,
      Latencies answered,
      Latencies late,
      int refused,
      int lost,
      int duplicated,
      int unranked,
      Hops hops,
      ProcessorTime used,
      double seconds) {}

  Result play(Boxes boxes) throws IOException, SQLException {
    AllianceFile file = instance.file();
    Antwerp antwerp = Antwerp.signIn(file, CASE);
    List<Draft> openers = antwerp.draft(boxes.deal(OPENERS));
    List<Draft> drafts = antwerp.draft(boxes.deal(load.all()));
    try (Watch watch = Watch.open(file, CASE)) {
      stands(antwerp, openers, watch);
      return release(antwerp, drafts, watch);
    }
  }

  /** Links between ports and the first ranking take a moment; nothing is measured before them. */
  private static void stands(Antwerp antwerp, List<Draft> openers, Watch watch) {
    for (Draft opener : openers) {
      antwerp.release(opener);
      if (Waiting.until(() -> watch.holds(List.of(opener.id())), CROSSES)) {
        return;
      }
    }
    throw new Unmeasurable("No alert came on all streams within %s.".formatted(CROSSES));
  }

  private Result release(Antwerp antwerp, List<Draft> drafts, Watch watch)
      throws IOException, SQLException {
    AtomicIntegerArray statuses = new AtomicIntegerArray(drafts.size());
    AtomicLongArray answers = new AtomicLongArray(drafts.size());
    ProcessorTime before = ProcessorTime.now(instance.pids());
    OpenLoop loop = OpenLoop.soon(load.rate(), drafts.size());
    Latencies late =
        loop.run(
            i ->
                Thread.ofVirtual()
                    .start(
                        () -> {
                          statuses.set(i, status(antwerp, drafts.get(i)));
                          answers.set(i, System.nanoTime());
                        }));
    Waiting.until(
        () -> IntStream.range(0, answers.length()).allMatch(i -> answers.get(i) != 0), COMES);
    List<String> released = released(drafts, statuses, load.warmUp(), drafts.size());
    List<String> first = released(drafts, statuses, 0, Math.min(FIRST, load.warmUp()));
    Waiting.until(() -> watch.holds(released), COMES);
    ProcessorTime used = ProcessorTime.now(instance.pids()).since(before);
    double seconds = (System.nanoTime() - loop.start()) / 1e9;
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < drafts.size(); i++) {
      index.put(drafts.get(i).id(), i);
    }
    Tally cold = new Tally();
    for (String alert : first) {
      int i = index.getOrDefault(alert, 0);
      cold.take(alert, loop.intended(i), answers.get(i), watch);
    }
    Tally tally = new Tally();
    for (String alert : released) {
      int i = index.getOrDefault(alert, 0);
      tally.take(alert, loop.intended(i), answers.get(i), watch);
    }
    Hops hops = new Hops(WallClock.now(clock));
    hops.read(instance, released, alert -> loop.intended(index.getOrDefault(alert, 0)), watch);
    return tally.result(cold, late, load.count() - released.size(), hops, used, seconds);
  }

  private static List<String> released(
      List<Draft> drafts, AtomicIntegerArray statuses, int from, int to) {
    return IntStream.range(from, to)
        .filter(i -> statuses.get(i) == OK)
        .mapToObj(i -> drafts.get(i).id())
        .toList();
  }

  private static int status(Antwerp antwerp, Draft draft) {
    try {
      return antwerp.release(draft).status();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  /** Adds up what the streams showed. */
  static final class Tally {
    private final Latencies visible = new Latencies();
    private final Latencies reranked = new Latencies();
    private final Latencies answered = new Latencies();
    private int lost;
    private int duplicated;
    private int unranked;

    /** Takes one released alert. */
    void take(String alert, long intended, long answer, Watch watch) {
      take(alert, intended, answer, watch.people(), watch.ranked());
    }

    void take(String alert, long intended, long answer, List<Sightings> people, Sightings ranked) {
      answered.add(answer - intended);
      List<Long> moments = new ArrayList<>();
      for (Sightings stream : people) {
        stream.first(alert).ifPresent(moments::add);
        duplicated += Math.max(0, stream.times(alert) - 1);
      }
      if (moments.size() < people.size()) {
        lost++;
      } else {
        visible.add(moments.stream().mapToLong(Long::longValue).max().orElseThrow() - intended);
      }
      if (ranked.first(alert).isPresent()) {
        reranked.add(ranked.first(alert).getAsLong() - intended);
      } else {
        unranked++;
      }
    }

    Result result(
        Tally cold, Latencies late, int refused, Hops hops, ProcessorTime used, double seconds) {
      return new Result(
          cold.visible,
          visible,
          reranked,
          answered,
          late,
          refused,
          lost,
          duplicated,
          unranked,
          hops,
          used,
          seconds);
    }
  }
}
