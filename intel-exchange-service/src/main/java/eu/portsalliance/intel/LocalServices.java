package eu.portsalliance.intel;

import eu.portsalliance.peers.PortKey;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The services of this port that read the delivery log, each with its own key. */
final class LocalServices {

  private final Map<String, PortKey> keys = new HashMap<>();

  /**
   * Reads their public keys.
   *
   * @param files key file by name of the service
   */
  LocalServices(Map<String, Path> files) {
    files.forEach((name, file) -> keys.put(name, PortKey.load(file).publicPart()));
  }

  Optional<PortKey> key(String service, String thumbprint) {
    return Optional.ofNullable(keys.get(service)).filter(k -> k.thumbprint().equals(thumbprint));
  }
}
