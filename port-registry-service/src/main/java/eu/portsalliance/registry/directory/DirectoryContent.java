package eu.portsalliance.registry.directory;

import eu.portsalliance.peers.Directory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/** What a directory says, apart from its serial and the time at which it was issued. */
record DirectoryContent(
    List<Directory.Port> ports,
    List<Directory.Organisation> organisations,
    List<Directory.Terminal> terminals,
    List<Directory.Desk> desks) {

  DirectoryContent {
    ports = List.copyOf(ports);
    organisations = List.copyOf(organisations);
    terminals = List.copyOf(terminals);
    desks = List.copyOf(desks);
  }

  /** SHA-256 of the canonical form: equal exactly when nothing changed. */
  byte[] sha256() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(this));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The payload that is signed. */
  byte[] payload(long serial, Instant issued) {
    return CanonicalJson.bytes(
        new Directory(serial, issued, ports, organisations, terminals, desks));
  }
}
