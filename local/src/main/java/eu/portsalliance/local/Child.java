package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Condition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watched process: started, probed until healthy, started again when it dies, stopped and
 * started on request.
 */
final class Child implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final Duration PROBE_STARTING = Duration.ofMillis(150);
  private static final Duration PROBE_RUNNING = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 2;

  /** Makes the command, and mends what the last run may have left. */
  interface Launch {
    ProcessBuilder prepare() throws IOException;
  }

  /** Whether the part does its work. */
  interface Probe {
    boolean healthy();
  }

  private final String name;
  private final Launch launch;
  private final Probe probe;
  private final Path log;
  private final Leftovers.Way way;
  private final Duration patience;
  private final Board board;
  private final CompletableFuture<Void> firstHealth = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final java.util.concurrent.locks.Condition changed = lock.newCondition();
  private boolean wanted = true;
  private boolean ended;
  private @Nullable Process process;

  Child(
      String name,
      Launch launch,
      Probe probe,
      Path log,
      Leftovers.Way way,
      Duration patience,
      Board board) {
    this.name = name;
    this.launch = launch;
    this.probe = probe;
    this.log = log;
    this.way = way;
    this.patience = patience;
    this.board = board;
  }

  String name() {
    return name;
  }

  /** Completes with the first health; fails when the part cannot be brought to it. */
  CompletableFuture<Void> firstHealth() {
    return firstHealth;
  }

  @Override
  public void run() {
    Backoff backoff = new Backoff();
    int failures = 0;
    while (untilWanted()) {
      Instant start = Instant.now();
      String end = once();
      if (!isWanted()) {
        board.ended(name, Condition.STOPPED, "stopped on request", false);
        continue;
      }
      failures = firstHealth.isDone() ? 0 : failures + 1;
      if (failures >= ATTEMPTS) {
        board.ended(name, Condition.FAILED, end, false);
        firstHealth.completeExceptionally(new PartFailed(name, end));
        return;
      }
      boolean steady = Duration.between(start, Instant.now()).compareTo(STEADY) > 0;
      Duration pause = backoff.next(steady);
      LOG.warn("{} {}; starting it again in {} ms", name, end, pause.toMillis());
      board.ended(name, Condition.RESTARTING, end, true);
      pause(pause);
    }
  }

  /** Runs the process to its end and says how it ended. */
  private String once() {
    try {
      ProcessBuilder builder = launch.prepare();
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      Process running = begin(builder);
      return running == null ? "was stopped before its start" : watch(running);
    } catch (IOException e) {
      return "could not be started: " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was interrupted";
    }
  }

  /** Starts under the lock, so that a stop either sees the process or prevents it. */
  private @Nullable Process begin(ProcessBuilder builder) throws IOException {
    lock.lock();
    try {
      if (!wanted || ended) {
        return null;
      }
      Process running = builder.start();
      process = running;
      board.started(name, running.pid(), running.info().startInstant().orElse(Instant.now()));
      return running;
    } finally {
      lock.unlock();
    }
  }

  private String watch(Process running) throws InterruptedException {
    Instant start = Instant.now();
    boolean healthy = false;
    while (!running.waitFor(
        (healthy ? PROBE_RUNNING : PROBE_STARTING).toMillis(), TimeUnit.MILLISECONDS)) {
      boolean now = probe.healthy();
      long took = Duration.between(start, Instant.now()).toMillis();
      if (now && !healthy) {
        healthy = true;
        LOG.info("{} healthy after {} ms", name, took);
        board.healthy(name, took);
        firstHealth.complete(null);
      } else if (healthy && isWanted()) {
        board.condition(name, now ? Condition.HEALTHY : Condition.UNHEALTHY, "");
      }
      if (!healthy && took > patience.toMillis()) {
        Leftovers.end(running.toHandle(), way);
        return "was not healthy within " + patience.toSeconds() + " s";
      }
    }
    return "ended with status " + running.exitValue();
  }

  /** Stops the process and keeps it stopped; returns when it is gone. */
  void stop() {
    Process running;
    lock.lock();
    try {
      wanted = false;
      running = process;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      Leftovers.end(running.toHandle(), way);
    }
  }

  /** Lets the process run again. */
  void start() {
    lock.lock();
    try {
      wanted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops it for good. */
  void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
    stop();
  }

  private boolean isWanted() {
    lock.lock();
    try {
      return wanted && !ended;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the process is wanted; false when it never will be again. */
  private boolean untilWanted() {
    lock.lock();
    try {
      while (!wanted && !ended) {
        changed.await();
      }
      return !ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (left > 0 && wanted && !ended) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }
}
