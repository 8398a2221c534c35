package eu.portsalliance.bench.faults;

import java.util.Set;

/**
 * Whom an alert is for.
 *
 * @param tlp as FIRST writes it
 * @param controller organisation whose alert it is
 * @param origin port at which it is released
 * @param organisations those of the audience, ports written out
 * @param named people, as {@link Seat#name}; of RED alone
 */
record Marking(
    String tlp, String controller, String origin, Set<String> organisations, Set<String> named) {
  Marking {
    organisations = Set.copyOf(organisations);
    named = Set.copyOf(named);
  }
}
