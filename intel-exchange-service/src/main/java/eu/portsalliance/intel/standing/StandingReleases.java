package eu.portsalliance.intel.standing;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import reactor.core.publisher.Mono;

/**
 * What two people of this port let its machines say now. What none of it covers stays here until
 * something does.
 */
@FunctionalInterface
public interface StandingReleases {

  /**
   * The markings of alerts of which machines may speak to a peer at this moment; asked anew for
   * each page, so that what was withdrawn speaks no more.
   *
   * @return names of {@link Tlp}; none without a release
   */
  Mono<String[]> markings(StandingRelease.Type type, Locode peer);
}
