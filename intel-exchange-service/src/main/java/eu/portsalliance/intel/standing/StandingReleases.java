package eu.portsalliance.intel.standing;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.IntelProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The standing releases of this port, as it is configured. What none of them covers stays here
 * until one does.
 */
@Component
public class StandingReleases {

  private final List<StandingRelease> all;
  private final Clock clock;

  StandingReleases(IntelProperties properties, Clock clock) {
    this.all = properties.standingReleases();
    this.clock = clock;
  }

  /**
   * The markings of alerts of which machines may speak to a peer now.
   *
   * @return names of {@link Tlp}; none without a release
   */
  public String[] markings(StandingRelease.Type type, Locode peer) {
    Instant now = clock.instant();
    return Arrays.stream(Tlp.values())
        .filter(
            tlp ->
                all.stream()
                    .anyMatch(
                        release ->
                            release.covers(type, peer, now)
                                && tlp.compareTo(release.ceiling()) <= 0))
        .map(Tlp::name)
        .toArray(String[]::new);
  }

  List<StandingRelease> all() {
    return all;
  }

  Instant now() {
    return clock.instant();
  }
}
