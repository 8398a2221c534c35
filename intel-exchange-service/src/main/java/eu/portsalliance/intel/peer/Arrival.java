package eu.portsalliance.intel.peer;

import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixSighting;
import eu.portsalliance.intel.stix.Withdrawal;
import java.util.List;
import java.util.Optional;

/** What became of one object that a peer sent. */
sealed interface Arrival {

  /** The text as it came. */
  String compact();

  /**
   * Sound, and somebody here is entitled to it.
   *
   * @param recipients the classes of this port before which it is put
   */
  record Accepted(
      String compact, StoredObject.Parts parts, StixAlert alert, List<RecipientClass> recipients)
      implements Arrival {}

  /** Sound: its origin takes back what it said under this id. */
  record Withdrawn(String compact, StoredObject.Parts parts, Withdrawal withdrawal)
      implements Arrival {}

  /** Sound: something of an alert was seen; whether the alert was given to the peer is open. */
  record Sighted(String compact, StoredObject.Parts parts, StixSighting sighting)
      implements Arrival {}

  /**
   * Failed a check.
   *
   * @param reason why, without content
   * @param kept the text, unless it is not ours to hold
   */
  record Quarantined(String compact, String reason, Optional<String> kept) implements Arrival {}
}
