package eu.portsalliance.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resident memory as Linux tells it; zero where it does not. */
public final class Memory {
  private static final long KIBIBYTES = 1024;

  private Memory() {}

  /** The resident set of a process in MiB, or 0 if it is not known. */
  public static long residentMebibytes(long pid) {
    if (pid == 0) {
      return 0;
    }
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES;
        }
      }
      return 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
