package eu.portsalliance.risk.chance;

import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.risk.wake.Rounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Looks at the clocks of boxes again and again. */
@Configuration(proxyBeanMethods = false)
class ChanceConfiguration {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  @Bean
  Rounds clocksOfBoxes(LastChances chances, Leases leases) {
    return new Rounds("The look at the clocks of boxes", PAUSE, leases, chances.round());
  }
}
