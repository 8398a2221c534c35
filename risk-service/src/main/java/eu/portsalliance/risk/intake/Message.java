package eu.portsalliance.risk.intake;

import eu.portsalliance.problem.Problem;
import java.util.List;

/** What became of a whole message when it was read. */
sealed interface Message {
  /** Every item has an outcome of its own. */
  record Items(List<Read> items) implements Message {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** No list of events can be made out, or a longer one than is taken at once. */
  record Unreadable(Problem problem) implements Message {}
}
