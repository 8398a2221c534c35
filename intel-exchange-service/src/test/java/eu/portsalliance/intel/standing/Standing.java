package eu.portsalliance.intel.standing;

import eu.portsalliance.handling.Tlp;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/** Standing releases of tests. */
public final class Standing {

  private Standing() {}

  /** One release that runs. */
  public static StandingReleases of(StandingRelease.Type type, String port, Tlp ceiling) {
    return of(type, List.of(port), ceiling);
  }

  /** One release that runs for each of several ports. */
  public static StandingReleases of(
      StandingRelease.Type type, Collection<String> ports, Tlp ceiling) {
    return (asked, peer) ->
        Mono.just(
            Arrays.stream(Tlp.values())
                .filter(tlp -> asked == type && ports.contains(peer.value()))
                .filter(tlp -> tlp.compareTo(ceiling) <= 0)
                .map(Tlp::name)
                .toArray(String[]::new));
  }
}
