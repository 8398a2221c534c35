package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.directory.DirectoryAge;
import eu.portsalliance.telemetry.PolledGauge;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What alert rules ask about the links to peers (docs/operations/telemetry.md). */
@Configuration(proxyBeanMethods = false)
class PeerMeasures {

  @Bean
  PolledGauge quarantineDepthGauge(Quarantine quarantine) {
    return new PolledGauge(
        "alliance.quarantine.depth", "objects of peers that failed a check", quarantine.depth());
  }

  @Bean
  MeterBinder directoryAgeGauge(DirectoryAge age) {
    return registry ->
        Gauge.builder("alliance.directory.age", age, PeerMeasures::seconds)
            .baseUnit("seconds")
            .description("how long ago the registry confirmed the directory held here")
            .register(registry);
  }

  @Bean
  MeterBinder peerLagGauge(PeerLinks links, Clock clock) {
    return registry -> links.onChange(new Lag(registry, clock)::of);
  }

  private static double seconds(DirectoryAge age) {
    return age.age().map(Duration::toMillis).map(millis -> millis / 1000.0).orElse(Double.NaN);
  }

  /** One number for each peer that the directory names now. */
  private static final class Lag {

    private final MultiGauge peers;
    private final Clock clock;

    Lag(MeterRegistry registry, Clock clock) {
      this.clock = clock;
      this.peers =
          MultiGauge.builder("alliance.peer.lag")
              .baseUnit("seconds")
              .description("how long ago all was held here that the peer had put before this port")
              .register(registry);
    }

    void of(Map<Locode, PeerLink> links) {
      peers.register(
          links.entrySet().stream()
              .map(
                  entry ->
                      MultiGauge.Row.of(
                          Tags.of("peer", entry.getKey().value()), entry.getValue(), this::lag))
              .toList(),
          true);
    }

    private double lag(PeerLink link) {
      return Duration.between(link.level(), clock.instant()).toMillis() / 1000.0;
    }
  }
}
