package eu.portsalliance.local;

import eu.portsalliance.local.InstanceState.Condition;
import eu.portsalliance.local.InstanceState.Part;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Prints a line for each part when it becomes healthy, and when something takes longer than usual.
 */
final class Progress {
  private final PrintStream out;
  private final Set<String> told = new HashSet<>();

  Progress(PrintStream out) {
    this.out = out;
  }

  void see(InstanceState state) {
    for (Part part : state.parts()) {
      if (part.condition() == Condition.HEALTHY && told.add(part.name())) {
        out.printf(
            Locale.ROOT, "  ready  %-18s %6.1f s%n", part.name(), part.tookMillis() / 1000.0);
      } else if (part.condition() == Condition.PREPARING
          && !part.detail().isEmpty()
          && told.add(part.name() + " " + part.detail())) {
        out.printf("  ...    %-18s %s%n", part.name(), part.detail());
      }
    }
  }
}
