package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Locode;
import java.util.List;
import reactor.core.publisher.Mono;

/** A peer that can be told that another controller's alert is about a box of one of its own. */
public interface CollidedPeer {

  /** Tells of which of its alerts, at most 200 at once; not of what they met. */
  Mono<Void> collided(Locode peer, List<String> alerts);
}
