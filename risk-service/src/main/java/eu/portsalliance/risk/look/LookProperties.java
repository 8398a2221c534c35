package eu.portsalliance.risk.look;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much may be looked at.
 *
 * @param lookUpsPerDay look-ups of single boxes, for each person or machine and day (UTC), beside
 *     those of the exchange (alliance.intel.duty.look-ups-per-day): a person has the sum of both;
 *     the value shipped is an example
 */
@ConfigurationProperties(prefix = "alliance.risk.looking", ignoreUnknownFields = false)
record LookProperties(@DefaultValue("150") int lookUpsPerDay) {
  LookProperties {
    if (lookUpsPerDay < 1) {
      throw new IllegalArgumentException("alliance.risk.looking.look-ups-per-day: give 1 or more");
    }
  }
}
