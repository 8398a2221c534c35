package eu.portsalliance.risk.journey;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.wake.Rounds;
import eu.portsalliance.risk.wake.Wakes;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;

/** The rules of this port. */
@Configuration(proxyBeanMethods = false)
class JourneyConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(30);
  private static final int AT_ONCE = 500;

  @Bean
  JourneyFold journeyFold(AccessProperties access) {
    return new JourneyFold(access.ownPort().orElseThrow().value());
  }

  @Bean
  FindingRules findingRules(JourneyFold fold, Thresholds thresholds) {
    return new FindingRules(fold, thresholds);
  }

  /** A long stand comes of itself, without an event. */
  @Bean
  Rounds longStands(
      Journeys journeys, TransactionalOperator transaction, Wakes wakes, Leases leases) {
    return new Rounds(
        "The look for long stands",
        PAUSE,
        leases,
        journeys
            .drawLongStands(AT_ONCE)
            .as(transaction::transactional)
            .doOnNext(boxes -> wakes.changed(boxes.stream().map(ContainerNumber::value).toList())));
  }
}
