package eu.portsalliance.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints each step with its time. */
final class Narrator {
  private final PrintStream out;
  private int step;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void chapter(String title) {
    out.printf("%n%s%n", title);
  }

  /** A step that was as it should be. */
  void so(String sentence, Duration took) {
    step++;
    out.printf(Locale.ROOT, "  %2d  %-92s %7.3f s%n", step, sentence, took.toNanos() / 1e9);
    out.flush();
  }

  /** Something that is worth saying below a step. */
  void note(String sentence) {
    out.printf("      %s%n", sentence);
  }
}
