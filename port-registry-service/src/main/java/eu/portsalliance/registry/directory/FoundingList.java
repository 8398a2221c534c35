package eu.portsalliance.registry.directory;

import eu.portsalliance.access.Locode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * The key thumbprints (RFC 7638) that two coordinators of different organisations approved for each
 * port, out of band.
 */
@Component
public class FoundingList {

  /** SHA-256 in base64url without padding. */
  private static final Pattern THUMBPRINT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Map<String, Locode> portOfThumbprint = new HashMap<>();

  FoundingList(RegistrySettings settings) {
    if (settings.approvedKeys().isEmpty()) {
      throw new IllegalArgumentException(
          "alliance.registry.approved-keys is empty, which would withdraw every port's key:"
              + " list the approved thumbprint of each port");
    }
    settings
        .approvedKeys()
        .forEach((port, thumbprints) -> thumbprints.forEach(print -> approve(port, print)));
  }

  private void approve(String port, String thumbprint) {
    if (!THUMBPRINT.matcher(thumbprint).matches()) {
      throw new IllegalArgumentException(
          "alliance.registry.approved-keys."
              + port
              + ": an RFC 7638 thumbprint has 43 characters of base64url");
    }
    if (portOfThumbprint.put(thumbprint, new Locode(port)) != null) {
      throw new IllegalArgumentException(
          "alliance.registry.approved-keys: one key stands twice; each port has a key of its own");
    }
  }

  /** Whether this key may speak for this port. */
  public boolean approves(Locode port, String thumbprint) {
    return port.equals(portOfThumbprint.get(thumbprint));
  }

  /** Every approved key as {@code LOCODE thumbprint}. */
  Set<String> entries() {
    return portOfThumbprint.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.toUnmodifiableSet());
  }
}
