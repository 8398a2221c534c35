package eu.portsalliance.bench.harness;

import java.io.IOException;
import java.io.PrintStream;

/** Something that is measured under a name. */
public interface Benchmark {
  /** The word by which it is asked for. */
  String name();

  /**
   * Measures.
   *
   * @param out for lines that say what is being done
   * @throws Unmeasurable when there is nothing to measure, in one sentence
   */
  Outcome run(Settings settings, PrintStream out) throws IOException;
}
