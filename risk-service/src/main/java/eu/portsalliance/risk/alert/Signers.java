package eu.portsalliance.risk.alert;

import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the active ports of one directory document.
 *
 * @param keys by thumbprint
 */
record Signers(Directory directory, Map<String, Signer> keys) {
  Signers {
    keys = Map.copyOf(keys);
  }

  /** A key, whose it is, and from when until when it may sign. */
  record Signer(Locode port, PortKey key, Instant notBefore, Instant notAfter) {
    boolean mightSign(Instant at) {
      return !at.isBefore(notBefore) && at.isBefore(notAfter);
    }
  }

  static Signers of(Directory directory) {
    Map<String, Signer> keys = new HashMap<>();
    for (Directory.Port port : directory.ports()) {
      for (Directory.Key key : port.keys()) {
        directory
            .key(port.locode(), key.thumbprint(), key.notBefore())
            .map(found -> new Signer(port.locode(), found, key.notBefore(), key.notAfter()))
            .ifPresent(signer -> keys.putIfAbsent(key.thumbprint(), signer));
      }
    }
    return new Signers(directory, keys);
  }

  Optional<Signer> find(String thumbprint) {
    return Optional.ofNullable(keys.get(thumbprint));
  }
}
