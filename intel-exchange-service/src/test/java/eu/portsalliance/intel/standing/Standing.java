package eu.portsalliance.intel.standing;

import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.IntelProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Standing releases of tests, at a moment of their own. */
public final class Standing {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private Standing() {}

  /** One release that is in force. */
  public static StandingReleases of(StandingRelease.Type type, String port, Tlp ceiling) {
    return of(release(type, port, ceiling, NOW.plusSeconds(1)));
  }

  /** One release in force for each of several ports. */
  public static StandingReleases of(
      StandingRelease.Type type, Collection<String> ports, Tlp ceiling) {
    return of(
        ports.stream()
            .map(port -> release(type, port, ceiling, NOW.plusSeconds(1)))
            .toArray(StandingRelease[]::new));
  }

  static StandingReleases of(StandingRelease... releases) {
    URI nowhere = URI.create("http://127.0.0.1:1");
    return new StandingReleases(
        new IntelProperties(Path.of("none"), nowhere, nowhere, Map.of(), List.of(releases)),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static StandingRelease release(
      StandingRelease.Type type, String port, Tlp ceiling, Instant ends) {
    return new StandingRelease(
        type, Set.of(port), ceiling, ends, List.of("nl-customs:one", "nl-seaport-police:two"));
  }
}
