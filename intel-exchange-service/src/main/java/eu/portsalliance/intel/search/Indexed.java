package eu.portsalliance.intel.search;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of the index: what the policy and the facets need of an alert.
 *
 * @param place newer ones have the higher place
 * @param disposition how it is set aside for the caller: snoozed or not-ours; else open
 * @param accepted whether the caller accepted the limits of this version (H3)
 */
record Indexed(
    String id,
    long place,
    String kind,
    Tlp tlp,
    List<String> audience,
    List<String> persons,
    HandlingCode handlingCode,
    ActionOn actionOn,
    String regime,
    String controller,
    String origin,
    String disposition,
    boolean accepted) {

  Markings markings() {
    return new Markings(
        tlp,
        Set.copyOf(audience),
        Set.copyOf(persons),
        handlingCode,
        actionOn,
        regime.isEmpty() ? Optional.empty() : Optional.of(Regime.valueOf(regime)),
        controller,
        origin);
  }
}
