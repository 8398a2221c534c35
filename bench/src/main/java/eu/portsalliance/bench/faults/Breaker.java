package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.faults.Breakage.What;
import eu.portsalliance.testkit.fault.Direction;
import eu.portsalliance.testkit.fault.Fault;
import eu.portsalliance.testkit.fault.FaultProxy;
import eu.portsalliance.testkit.fault.Processes;
import eu.portsalliance.testkit.history.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Does the faults of a schedule at their moments, and heals each one when it is over. */
final class Breaker {
  private final Broken broken;
  private final History history;
  private final Map<String, Integer> done = new TreeMap<>();
  private final List<Healing> kills = new ArrayList<>();
  private int nothingThere;
  private final AtomicInteger begun = new AtomicInteger();

  Breaker(Broken broken, History history) {
    this.broken = broken;
    this.history = history;
  }

  private interface Mending {
    void mend() throws IOException, InterruptedException;
  }

  /** What is to be done at a moment to end a fault. */
  private record Healing(long at, String name, Mending how) {}

  /** Faults that have begun. */
  int begun() {
    return begun.get();
  }

  /** How many of each kind were done, and how many found no process to kill. */
  Map<String, Integer> done() {
    Map<String, Integer> all = new TreeMap<>(done);
    if (nothingThere > 0) {
      all.put("(its process was away)", nothingThere);
    }
    return all;
  }

  /** Returns when the last one is healed; processes that were killed may still be starting. */
  void play(List<Breakage> schedule) throws IOException, InterruptedException {
    long start = System.nanoTime();
    PriorityQueue<Healing> open = new PriorityQueue<>(Comparator.comparingLong(Healing::at));
    try {
      for (Breakage breakage : schedule) {
        long at = start + breakage.at().toNanos();
        while (!open.isEmpty() && open.element().at() <= at) {
          heal(open.remove());
        }
        await(at);
        begin(breakage, at).ifPresent(open::add);
        begun.incrementAndGet();
      }
      while (!open.isEmpty()) {
        heal(open.remove());
      }
    } finally {
      for (Healing left : open) {
        left.how().mend();
      }
      broken.links().values().forEach(FaultProxy::heal);
    }
  }

  /** Says of the kills that they are over: all is healthy. */
  void allHealthy() {
    kills.forEach(kill -> history.healed(kill.name()));
    kills.clear();
  }

  private void heal(Healing healing) throws IOException, InterruptedException {
    await(healing.at());
    healing.how().mend();
    history.healed(healing.name());
  }

  private static void await(long moment) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(0, moment - System.nanoTime()));
  }

  private Optional<Healing> begin(Breakage breakage, long at)
      throws IOException, InterruptedException {
    long until = at + breakage.lasts().toNanos();
    return switch (breakage.what()) {
      case What.Wire(Direction direction, Fault fault) -> {
        FaultProxy proxy = Objects.requireNonNull(broken.links().get(breakage.where()));
        count(breakage);
        history.broken(breakage.name());
        proxy.set(direction, fault);
        yield Optional.of(new Healing(until, breakage.name(), proxy::heal));
      }
      case What.Kill _ -> {
        kill(breakage);
        yield Optional.empty();
      }
      case What.Freeze _ -> freeze(breakage, until);
    };
  }

  private void kill(Breakage breakage) throws InterruptedException {
    Optional<Long> pid = broken.pid(breakage.where());
    history.broken(breakage.name());
    kills.add(new Healing(0, breakage.name(), () -> {}));
    if (pid.isEmpty() || !signalled(pid.get(), Processes::kill)) {
      nothingThere++;
      return;
    }
    count(breakage);
  }

  private Optional<Healing> freeze(Breakage breakage, long until) throws InterruptedException {
    Optional<Long> pid = broken.pid(breakage.where());
    history.broken(breakage.name());
    if (pid.isEmpty() || !signalled(pid.get(), Processes::pause)) {
      nothingThere++;
      history.healed(breakage.name());
      return Optional.empty();
    }
    count(breakage);
    long process = pid.get();
    return Optional.of(
        new Healing(
            until,
            breakage.name(),
            () -> {
              boolean _ = signalled(process, Processes::resume);
            }));
  }

  private interface Signal {
    void give(Processes to, long pid) throws IOException, InterruptedException;
  }

  /** False when the process was gone already. */
  private static boolean signalled(long pid, Signal signal) throws InterruptedException {
    Processes processes;
    try {
      processes = new Processes(List.of(pid));
    } catch (IllegalArgumentException gone) {
      return false;
    }
    try {
      signal.give(processes, pid);
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  private void count(Breakage breakage) {
    done.merge(breakage.what().word(), 1, Integer::sum);
  }
}
