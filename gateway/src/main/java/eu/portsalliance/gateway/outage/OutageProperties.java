package eu.portsalliance.gateway.outage;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a port's gateway does while the issuer is away.
 *
 * @param keyFile private key of this gateway, EC P-256 as a JWK, whose public part the port's
 *     services have; without it no token is extended
 * @param machines how long tokens of machine clients are extended, from when the issuer answered
 *     last; the services take 24 hours at most
 * @param probe how often the issuer is asked whether it answers
 */
@ConfigurationProperties(prefix = "alliance.outage", ignoreUnknownFields = false)
public record OutageProperties(
    @Nullable Path keyFile,
    @DefaultValue("24h") Duration machines,
    @DefaultValue("5s") Duration probe) {

  private static final Duration MOST = Duration.ofHours(24);

  public OutageProperties {
    if (machines.isNegative() || machines.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("alliance.outage.machines is a time of 24 hours at most.");
    }
    if (!probe.isPositive()) {
      throw new IllegalArgumentException("alliance.outage.probe has to be positive.");
    }
  }
}
