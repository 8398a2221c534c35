package eu.portsalliance.risk.alert;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom this service follows and as whom.
 *
 * @param signingKeyFile private EC P-256 JWK of this service, known to the port's exchange
 * @param exchange base URL of the port's own intel-exchange-service
 * @param findings read by {@link eu.portsalliance.risk.journey.Thresholds}; named here so that any
 *     other key stops the start
 * @param looking read by the package of looks, named here for the same reason
 * @param lastChance read by the package of last chances, named here for the same reason
 */
@ConfigurationProperties(prefix = "alliance.risk", ignoreUnknownFields = false)
record FeedProperties(
    Path signingKeyFile,
    URI exchange,
    @DefaultValue Map<String, String> findings,
    @DefaultValue Map<String, String> looking,
    @DefaultValue Map<String, String> lastChance) {
  FeedProperties {
    findings = Map.copyOf(findings);
    looking = Map.copyOf(looking);
    lastChance = Map.copyOf(lastChance);
  }
}
