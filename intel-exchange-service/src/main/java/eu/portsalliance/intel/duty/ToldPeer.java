package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Locode;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;

/** A peer that can be told of looks at boxes under its alerts. */
public interface ToldPeer {

  /**
   * A look at a box under an alert of the peer.
   *
   * @param id the same when it is told again
   * @param alert id of the alert
   * @param organisation which organisation looked
   */
  record Told(String id, String alert, String organisation, Instant at) {}

  /** Tells it, at most 200 at once. */
  Mono<Void> tell(Locode peer, List<Told> looks);
}
