package eu.portsalliance.intel.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows the alarms about logs that this port witnesses. It takes nothing out of rotation. */
@Component("witnessHealthIndicator")
class WitnessHealth implements HealthIndicator {

  private final Witness witness;

  WitnessHealth(Witness witness) {
    this.witness = witness;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("alarms", witness.alarms()).build();
  }
}
