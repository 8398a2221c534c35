package eu.portsalliance.risk.ranking;

import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import java.util.Map;
import java.util.Set;

/**
 * What the policy lets one class of reader count. Alerts are many, sets of markings few.
 *
 * @param seen by the stored id of the markings
 */
record View(Map<Long, Seen> seen) {

  View {
    seen = Map.copyOf(seen);
  }

  /**
   * A set of markings that counts for the reader.
   *
   * @param markings what it says
   * @param desk empty when the reader may read the reason, else the port whose desk to call
   * @param obligations what goes with the reason
   */
  record Seen(Markings markings, String desk, Set<Obligation> obligations) {}

  /** The ids, in the same order as {@link #desks}. */
  String[] ids() {
    return seen.keySet().stream().map(String::valueOf).toArray(String[]::new);
  }

  String[] desks() {
    return seen.values().stream().map(Seen::desk).toArray(String[]::new);
  }
}
