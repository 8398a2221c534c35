package eu.portsalliance.audit;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Shows how far the record is sealed and signed. It never takes the service out of rotation: acts
 * go on being recorded, and are sealed when that works again.
 */
final class AuditHealth implements HealthIndicator {

  private final Sealer sealer;

  AuditHealth(Sealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public Health health() {
    Sealer.Standing standing = sealer.standing();
    Health.Builder health =
        Health.up()
            .withDetail("sealed", standing.progress().size())
            .withDetail("signed", standing.progress().signed())
            .withDetail("waitingSeconds", standing.progress().waiting().toSeconds());
    return (standing.trouble().isEmpty()
            ? health
            : health.withDetail("trouble", standing.trouble()))
        .build();
  }
}
