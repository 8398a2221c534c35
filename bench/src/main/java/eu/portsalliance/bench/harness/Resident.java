package eu.portsalliance.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Memory of processes, in MiB.
 *
 * @param rss resident pages; what processes share counts once for each of them
 * @param pss the same with shared pages divided among those who share them
 */
public record Resident(double rss, double pss) {
  private static final double KIBIBYTES = 1024;

  /** The memory of one process. */
  public static Resident of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc", Long.toString(pid), "smaps_rollup")));
    } catch (IOException gone) {
      return new Resident(0, 0);
    }
  }

  /** The memory of a process and of all that it started. */
  public static Resident ofTree(long pid) {
    Stream<Long> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
    return Stream.concat(Stream.of(pid), children)
        .map(Resident::of)
        .reduce(new Resident(0, 0), Resident::plus);
  }

  public Resident plus(Resident other) {
    return new Resident(rss + other.rss, pss + other.pss);
  }

  /** Reads {@code /proc/PID/smaps_rollup} (proc(5)). */
  static Resident parse(String rollup) {
    return new Resident(value(rollup, "Rss:"), value(rollup, "Pss:"));
  }

  private static double value(String rollup, String name) {
    return rollup
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
        .findFirst()
        .orElse(0);
  }
}
