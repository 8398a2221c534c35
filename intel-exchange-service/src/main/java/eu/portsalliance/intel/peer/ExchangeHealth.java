package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.DirectoryAge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows how old the directory is and how long ago each peer answered. It never takes the service
 * out of rotation: a port whose peers are away goes on working.
 */
@Component("exchange")
class ExchangeHealth implements HealthIndicator {

  private static final String LATE =
      "The registry has not confirmed the directory for an hour. See that this port reaches it: after a day nothing above GREEN leaves.";
  private static final String OLD =
      "The registry has not confirmed the directory for a day: nothing above GREEN leaves until it does.";

  private final Alliance alliance;
  private final DirectoryAge age;
  private final PeerLinks links;
  private final Clock clock;

  ExchangeHealth(Alliance alliance, DirectoryAge age, PeerLinks links, Clock clock) {
    this.alliance = alliance;
    this.age = age;
    this.links = links;
    this.clock = clock;
  }

  @Override
  public Health health() {
    Instant now = clock.instant();
    Map<String, Object> directory = new LinkedHashMap<>();
    alliance.members().ifPresent(m -> directory.put("serial", m.directory().serial()));
    age.age().ifPresent(a -> directory.put("confirmedSecondsAgo", a.toSeconds()));
    DirectoryAge.State state = age.state();
    directory.put("state", state.name().toLowerCase(Locale.ROOT));
    if (state != DirectoryAge.State.FRESH) {
      directory.put("warning", state == DirectoryAge.State.LATE ? LATE : OLD);
    }
    Map<String, Object> peers = new LinkedHashMap<>();
    links.states().forEach((peer, link) -> peers.put(peer.value(), peer(link, now)));
    Health.Builder health =
        Health.up().withDetail("directory", directory).withDetail("peers", peers);
    List<String> strangers = links.strangers().stream().map(Locode::value).toList();
    return (strangers.isEmpty() ? health : health.withDetail("noCommonVersion", strangers)).build();
  }

  private static Map<String, Object> peer(LinkStates.State link, Instant now) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("connected", link.connected());
    link.heard()
        .ifPresent(at -> shown.put("answeredSecondsAgo", Duration.between(at, now).toSeconds()));
    return shown;
  }
}
