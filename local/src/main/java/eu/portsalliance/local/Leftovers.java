package eu.portsalliance.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds and ends processes of an instance, whoever started them. A process id alone proves nothing
 * after a restart of the machine: the time of its start, or the instance's mark on its command
 * line, must agree.
 */
final class Leftovers {
  // the kernel keeps starts in hundredths of a second, but counts them from a boot time that it
  // rounds
  private static final Duration TOLERANCE = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(12);
  private static final Duration END = Duration.ofSeconds(5);

  private Leftovers() {}

  /** How a process is asked to end. */
  enum Way {
    /** SIGTERM. */
    PROGRAM,
    /** SIGINT, PostgreSQL's fast shutdown: SIGTERM would wait for every client to leave. */
    POSTGRESQL
  }

  /** The mark that every JVM of an instance carries on its command line. */
  static String mark(Path state) {
    return "-Dalliance.state=" + state;
  }

  /** Whether the process is the one that had this id and started at that time. */
  static boolean isSame(ProcessHandle process, Instant started) {
    Optional<Instant> actual = process.info().startInstant();
    return actual.isPresent()
        && Duration.between(actual.get(), started).abs().compareTo(TOLERANCE) <= 0;
  }

  /** Whether the command line says that the process works for the instance in that folder. */
  static boolean belongsTo(ProcessHandle process, Path state) {
    String mark = mark(state);
    StateFolder folder = new StateFolder(state);
    List<String> arguments = process.info().arguments().map(Arrays::asList).orElse(List.of());
    return arguments.contains(mark)
        || (arguments.contains("-D") && arguments.contains(folder.database().toString()))
        || arguments.contains("--pgdata=" + folder.freshDatabase());
  }

  /** Every live process of that instance, except this one. */
  static List<ProcessHandle> of(Path state) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(ProcessHandle::isAlive)
        .filter(process -> belongsTo(process, state))
        .toList();
  }

  static Way way(ProcessHandle process) {
    return process.info().arguments().map(Arrays::asList).orElse(List.of()).contains("-D")
        ? Way.POSTGRESQL
        : Way.PROGRAM;
  }

  /** Asks the process to end, waits, and kills it if it does not. */
  static void end(ProcessHandle process, Way way) {
    ask(process, way);
    if (!gone(process, GRACE)) {
      process.destroyForcibly();
      gone(process, END);
    }
  }

  static void ask(ProcessHandle process, Way way) {
    switch (way) {
      case PROGRAM -> process.destroy();
      case POSTGRESQL -> interrupt(process);
    }
  }

  /** Waits for the end; false when it did not come in time. */
  static boolean gone(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    } catch (ExecutionException | TimeoutException e) {
      return !process.isAlive();
    }
  }

  private static void interrupt(ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      process.destroy();
    }
  }
}
