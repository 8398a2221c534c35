package eu.portsalliance.registry.directory;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 * @param tenants what tenants of ports are installed with
 */
@ConfigurationProperties(prefix = "alliance.registry", ignoreUnknownFields = false)
public record RegistrySettings(
    Path rootKeyFile,
    Map<String, Set<String>> approvedKeys,
    @DefaultValue("PT25M") Duration reissueAfter,
    @DefaultValue("P365D") Duration keyValidity,
    @DefaultValue Tenants tenants) {

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

  /**
   * What the values file of a port's tenant says.
   *
   * @param alliance address of the alliance's gateway; absent hands out no file
   * @param addresses by LOCODE, where a port's gateway is to be; absent is where it enrolled from
   * @param agencies identity providers that people may choose
   * @param networks where the alliance and its ports are, for network policies
   */
  public record Tenants(
      @Nullable URI alliance,
      @DefaultValue Map<String, URI> addresses,
      @DefaultValue List<Agency> agencies,
      @DefaultValue Networks networks) {

    /** Hands out no file. */
    public static final Tenants NONE = new Tenants(null, Map.of(), List.of(), Networks.NONE);

    public Tenants {
      addresses = Map.copyOf(addresses);
      agencies = List.copyOf(agencies);
    }
  }

  /**
   * CIDR blocks; a network policy knows no host names.
   *
   * @param alliance of the alliance's gateway and the issuer; empty leaves the network out
   * @param ports of the ports' gateways, by LOCODE
   */
  public record Networks(
      @DefaultValue List<String> alliance, @DefaultValue Map<String, List<String>> ports) {

    static final Networks NONE = new Networks(List.of(), Map.of());

    public Networks {
      alliance = List.copyOf(alliance);
      ports = Map.copyOf(ports);
    }
  }

  /** An agency's identity provider. */
  public record Agency(String alias, String name) {}
}
