package eu.portsalliance.gateway.outage;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says that the issuer is away, and takes nothing out of rotation: those who are signed in, machine
 * clients and peers go on.
 */
@Component("issuerHealthIndicator")
final class OutageHealth implements HealthIndicator {

  private final Issuer issuer;

  OutageHealth(Issuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public Health health() {
    return issuer.isAway()
        ? Health.up()
            .withDetail("issuer", "away")
            .withDetail("since", issuer.awaySince().map(Object::toString).orElse("the start"))
            .withDetail("waiting", "new sign-ins")
            .build()
        : Health.up().withDetail("issuer", "answers").build();
  }
}
