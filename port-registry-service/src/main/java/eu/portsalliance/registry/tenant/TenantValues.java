package eu.portsalliance.registry.tenant;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.registry.directory.RegistrySettings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of {@code helm/port-tenant} for one port: all that the chart needs beside the Secrets
 * that it names. Scalars and list entries are JSON, which is YAML too (YAML 1.2, section 1.3).
 */
@Component
class TenantValues {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int HTTPS = 443;

  private final RegistrySettings.Tenants tenants;
  private final String issuer;
  private final String rootKey;

  TenantValues(RegistrySettings settings, AccessProperties access) {
    this.tenants = settings.tenants();
    this.issuer = access.issuer();
    this.rootKey = PortKey.load(settings.rootKeyFile()).jwk().toPublicJWK().toJSONString();
  }

  /**
   * The file of a port.
   *
   * @param ports all active ports
   * @throws ProblemException if it is no active port, or its address is not known
   */
  String of(Locode locode, List<TenantPorts.Row> ports) {
    TenantPorts.Row port =
        ports.stream()
            .filter(row -> row.locode().equals(locode))
            .findFirst()
            .orElseThrow(() -> missing("There is no active port " + locode + "."));
    URI alliance = tenants.alliance();
    if (alliance == null) {
      throw missing("The registry was not told where the alliance's gateway is.");
    }
    String address =
        address(port)
            .orElseThrow(
                () -> missing("Nobody has said yet where the gateway of " + locode + " is."));
    return """
        # Values of helm/port-tenant for %s
        port:
          locode: %s
          title: %s
          publicUrl: %s
        alliance:
          registry: %s
          issuer: %s
          rootKey: %s
          ports: %s
          agencies: %s
        """
            .formatted(
                locode,
                json(locode.value()),
                json(port.name()),
                json(address),
                json(alliance.toString()),
                json(issuer),
                json(rootKey),
                entries(ports),
                JSON.writeValueAsString(tenants.agencies()))
        + networks(locode, ports, alliance);
  }

  /** What the port may reach: the alliance, and the active ports but itself. */
  private String networks(Locode locode, List<TenantPorts.Row> ports, URI alliance) {
    RegistrySettings.Networks networks = tenants.networks();
    if (networks.alliance().isEmpty()) {
      return "";
    }
    List<TenantPorts.Row> others =
        ports.stream().filter(row -> !row.locode().equals(locode)).toList();
    List<String> peers =
        others.stream()
            .map(other -> other.locode().value())
            .flatMap(other -> networks.ports().getOrDefault(other, List.of()).stream())
            .toList();
    return """
        network:
          alliance: {to: %s, ports: %s}
          peers: {to: %s, ports: %s}
        """
        .formatted(
            blocks(networks.alliance()),
            portNumbers(Stream.of(alliance, URI.create(issuer))),
            blocks(peers),
            portNumbers(
                others.stream().flatMap(other -> address(other).map(URI::create).stream())));
  }

  /** At which these addresses are, in rising order; 443 where there is none. */
  private static String portNumbers(Stream<URI> addresses) {
    List<Integer> numbers =
        addresses
            .map(address -> address.getPort() < 0 ? HTTPS : address.getPort())
            .distinct()
            .sorted()
            .toList();
    return JSON.writeValueAsString(numbers.isEmpty() ? List.of(HTTPS) : numbers);
  }

  private static String blocks(List<String> networks) {
    return JSON.writeValueAsString(
        networks.stream().map(block -> Map.of("ipBlock", Map.of("cidr", block))).toList());
  }

  private String entries(List<TenantPorts.Row> ports) {
    return ports.stream()
        .flatMap(port -> address(port).map(address -> entry(port, address)).stream())
        .collect(Collectors.joining(",\n    ", "[", "]"));
  }

  private static String entry(TenantPorts.Row port, String address) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("locode", port.locode().value());
    entry.put("title", port.name());
    entry.put("url", address);
    return JSON.writeValueAsString(entry);
  }

  /** Where the port was told to be, or else where it enrolled from. */
  private Optional<String> address(TenantPorts.Row port) {
    return Optional.ofNullable(tenants.addresses().get(port.locode().value()))
        .map(URI::toString)
        .or(() -> Optional.ofNullable(port.address()));
  }

  private static String json(String text) {
    return JSON.writeValueAsString(text);
  }

  private static ProblemException missing(String detail) {
    return new ProblemException(ProblemType.NOT_FOUND, detail);
  }
}
