package eu.portsalliance.peers;

import eu.portsalliance.access.Locode;
import java.util.Optional;

/**
 * Who made an assertion: another port, or a service of the same port.
 *
 * @param port the port
 * @param service name of the service when the assertion is not the port's own, for example {@code
 *     risk-service}
 */
public record Peer(Locode port, Optional<String> service) {

  /** As it stands in {@code iss}: {@code NLRTM}, or {@code NLRTM/risk-service}. */
  public String issuer() {
    return service.map(name -> port.value() + "/" + name).orElse(port.value());
  }

  /**
   * Reads an issuer.
   *
   * @throws IllegalArgumentException when it has neither form
   */
  public static Peer of(String issuer) {
    int slash = issuer.indexOf('/');
    return slash < 0
        ? new Peer(new Locode(issuer), Optional.empty())
        : new Peer(
            new Locode(issuer.substring(0, slash)), Optional.of(issuer.substring(slash + 1)));
  }
}
