package eu.portsalliance.risk.chance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a last chance is near. The value shipped is an example: the live one is the port's own.
 *
 * @param near how long before it ends the duty desks are rung
 */
@ConfigurationProperties(prefix = "alliance.risk.last-chance", ignoreUnknownFields = false)
record ChanceProperties(@DefaultValue("30m") Duration near) {
  private static final Duration LONGEST = Duration.ofDays(7);

  ChanceProperties {
    if (near.isNegative() || near.isZero() || near.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "alliance.risk.last-chance.near: give a time above zero and up to 7d");
    }
  }
}
