package eu.portsalliance.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Processor seconds used so far, by whom. Linux tells them in hundredths of a second (proc(5)).
 *
 * @param generator this process
 * @param parts each part of the instance with the processes that it started
 * @param machine everybody on this machine
 */
public record ProcessorTime(double generator, Map<String, Double> parts, double machine) {
  private static final double NANOS = 1e9;
  private static final double TICKS = 100;
  private static final Path PROC = Path.of("/proc");
  // fields of /proc/PID/stat behind the command's closing bracket; utime is the 14th of all
  private static final int USER = 11;
  private static final int OWN_AND_WAITED_FOR = 4;

  public ProcessorTime {
    parts = new TreeMap<>(parts);
  }

  /** Looks at the clocks of the machine, of this process, and of the parts by their process ids. */
  public static ProcessorTime now(Map<String, Long> pids) throws IOException {
    Map<String, Double> parts = new TreeMap<>();
    for (Map.Entry<String, Long> part : pids.entrySet()) {
      parts.put(part.getKey(), ofTree(part.getValue()));
    }
    double own =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuTime() / NANOS
            : 0;
    return new ProcessorTime(own, parts, busy(Files.readString(PROC.resolve("stat"))));
  }

  /** What was used between an earlier look and this one. */
  public ProcessorTime since(ProcessorTime earlier) {
    Map<String, Double> used = new TreeMap<>();
    parts.forEach(
        (part, seconds) -> used.put(part, seconds - earlier.parts.getOrDefault(part, 0.0)));
    return new ProcessorTime(generator - earlier.generator, used, machine - earlier.machine);
  }

  /** All parts together. */
  public double services() {
    return sum(parts.values());
  }

  /** What was neither the instance nor this process: others disturb a measurement. */
  public double others() {
    return Math.max(0, machine - services() - generator);
  }

  private static double sum(Collection<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** A process with its children and those that it has waited for. */
  private static double ofTree(long pid) {
    double own = read(pid, OWN_AND_WAITED_FOR);
    return own
        + ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToDouble(child -> read(child.pid(), OWN_AND_WAITED_FOR))
            .sum();
  }

  private static double read(long pid, int clocks) {
    try {
      return ofStat(Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat")), clocks);
    } catch (IOException gone) {
      return 0;
    }
  }

  /**
   * The first clocks of {@code utime stime cutime cstime} in a line of {@code /proc/PID/stat}, in
   * seconds.
   */
  static double ofStat(String line, int clocks) {
    // the command stands in brackets and may hold blanks and brackets itself
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = 0; i < clocks; i++) {
      ticks += Long.parseLong(fields[USER + i]);
    }
    return ticks / TICKS;
  }

  /** The seconds in which some processor was not idle, from {@code /proc/stat}. */
  static double busy(String stat) {
    String[] all = stat.lines().findFirst().orElse("").strip().split("\\s+", -1);
    if (!all[0].toLowerCase(Locale.ROOT).equals("cpu")) {
      return 0;
    }
    long ticks = 0;
    // user nice system - not idle, not iowait - irq softirq steal; guests are in user already
    for (int field : new int[] {1, 2, 3, 6, 7, 8}) {
      ticks += field < all.length ? Long.parseLong(all[field]) : 0;
    }
    return ticks / TICKS;
  }
}
