package eu.portsalliance.registry.directory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this registry is run.
 *
 * @param rootKeyFile private root key, an EC P-256 JWK
 * @param approvedKeys the founding list: for each LOCODE the RFC 7638 thumbprints that two
 *     coordinators approved, more than one only while a key is being rotated
 * @param reissueAfter age at which an unchanged directory is signed anew, at most 30 minutes;
 *     readers warn at one hour (exchange design, staleness)
 * @param keyValidity how long an enrolled key may sign
 */
@ConfigurationProperties(prefix = "alliance.registry", ignoreUnknownFields = false)
public record RegistrySettings(
    Path rootKeyFile,
    Map<String, Set<String>> approvedKeys,
    @DefaultValue("PT25M") Duration reissueAfter,
    @DefaultValue("P365D") Duration keyValidity) {

  private static final Duration LONGEST_AGE = Duration.ofMinutes(30);
  private static final Duration SHORTEST_VALIDITY = Duration.ofDays(60);

  public RegistrySettings {
    if (reissueAfter.compareTo(Duration.ofMinutes(1)) < 0
        || reissueAfter.compareTo(LONGEST_AGE) > 0) {
      throw new IllegalArgumentException(
          "alliance.registry.reissue-after: give a time from PT1M to PT30M");
    }
    if (keyValidity.compareTo(SHORTEST_VALIDITY) < 0) {
      throw new IllegalArgumentException("alliance.registry.key-validity: give P60D or more");
    }
    approvedKeys = Map.copyOf(approvedKeys);
  }
}
