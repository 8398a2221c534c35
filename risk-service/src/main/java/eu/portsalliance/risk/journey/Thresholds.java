package eu.portsalliance.risk.journey;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a finding weighs and when it is drawn. The values shipped are examples: the live ones are
 * the port's own and private, since a published default is an evasion manual.
 *
 * @param longStand how long a box may stand before that is odd
 * @param checkDigitPoints for a wrong check digit, 0 to 100
 * @param numberFormPoints for a number outside ISO 6346, 0 to 100
 * @param sealChangedPoints for a seal that changed unexplained, 0 to 100
 * @param longStandPoints for a long stand, 0 to 100
 * @param illegalOrderPoints for events that cannot follow each other, 0 to 100
 */
@ConfigurationProperties(prefix = "alliance.risk.findings", ignoreUnknownFields = false)
public record Thresholds(
    @DefaultValue("10d") Duration longStand,
    @DefaultValue("10") int checkDigitPoints,
    @DefaultValue("10") int numberFormPoints,
    @DefaultValue("40") int sealChangedPoints,
    @DefaultValue("15") int longStandPoints,
    @DefaultValue("50") int illegalOrderPoints) {

  public Thresholds {
    if (longStand.isNegative() || longStand.isZero()) {
      throw new IllegalArgumentException(
          "alliance.risk.findings.long-stand: give a time above zero");
    }
    points("check-digit-points", checkDigitPoints);
    points("number-form-points", numberFormPoints);
    points("seal-changed-points", sealChangedPoints);
    points("long-stand-points", longStandPoints);
    points("illegal-order-points", illegalOrderPoints);
  }

  private static void points(String name, int value) {
    if (value < 0 || value > 100) {
      throw new IllegalArgumentException("alliance.risk.findings." + name + ": give 0 to 100");
    }
  }
}
