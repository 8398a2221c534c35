package eu.portsalliance.intel.duty;

import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the duty desk is reached.
 *
 * @param smtpHost mail server of the port; absent sends no mail
 * @param smtpPort its port
 * @param smtpUser as whom to sign in there; absent does not
 * @param smtpPassword with what
 * @param startTls whether the connection must be encrypted; off only for a server on this machine
 * @param from sender of the mails
 * @param webhookHosts hosts to which webhooks may be sent, so that no rota can point inside
 * @param webhookSecret base64 of at least 32 bytes with which webhooks are signed; absent sends
 *     none
 * @param escalation how long a notice may stay without acknowledgement
 * @param lookUpsPerDay boxes that one person or machine may look for on one day (UTC), beside those
 *     of the risk-service (alliance.risk.looking.look-ups-per-day): a person has the sum of both;
 *     the value shipped is an example
 * @param collisionsToldPerDay alerts of one peer of which it is told on one day (UTC) that they met
 *     another one here; what comes beyond is never told
 */
@ConfigurationProperties(prefix = "alliance.intel.duty", ignoreUnknownFields = false)
record DutyProperties(
    @Nullable String smtpHost,
    @DefaultValue("587") int smtpPort,
    @Nullable String smtpUser,
    @Nullable String smtpPassword,
    @DefaultValue("true") boolean startTls,
    @DefaultValue("duty@localhost") String from,
    @DefaultValue Set<String> webhookHosts,
    @Nullable String webhookSecret,
    @DefaultValue("15m") Duration escalation,
    @DefaultValue("150") int lookUpsPerDay,
    @DefaultValue("200") int collisionsToldPerDay) {

  DutyProperties {
    webhookHosts = Set.copyOf(webhookHosts);
    if (webhookSecret != null && Base64.getDecoder().decode(webhookSecret).length < 32) {
      throw new IllegalArgumentException(
          "alliance.intel.duty.webhook-secret: give base64 of 32 bytes or more");
    }
    if (lookUpsPerDay < 1) {
      throw new IllegalArgumentException("alliance.intel.duty.look-ups-per-day: give 1 or more");
    }
    if (collisionsToldPerDay < 1) {
      throw new IllegalArgumentException(
          "alliance.intel.duty.collisions-told-per-day: give 1 or more");
    }
  }
}
