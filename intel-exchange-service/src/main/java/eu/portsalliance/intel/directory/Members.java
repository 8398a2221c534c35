package eu.portsalliance.intel.directory;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One directory document, indexed for the questions that this service asks on every request. */
public final class Members {

  private final Directory directory;
  private final Map<String, Organisation> organisations = new HashMap<>();
  private final Map<String, List<Organisation>> speakingAt = new HashMap<>();
  private final Map<String, Map<String, Key>> keys = new HashMap<>();
  private final List<Organisation> authorities;
  private final List<Organisation> readersHere;
  private final List<Locode> peers;

  /**
   * A member organisation.
   *
   * @param id as in tokens and audiences
   * @param kind what it is
   */
  public record Organisation(String id, OrganisationKind kind) {}

  private record Key(PortKey key, boolean active, Instant notBefore, Instant notAfter) {}

  Members(Directory directory, Locode self) {
    this.directory = directory;
    for (Directory.Organisation member : directory.organisations()) {
      Optional<OrganisationKind> kind = OrganisationKind.of(member.kind());
      if (kind.isEmpty()) {
        continue;
      }
      Organisation organisation = new Organisation(member.id(), kind.get());
      organisations.put(member.id(), organisation);
      for (Locode port : member.ports()) {
        speakingAt.merge(
            port.value(),
            List.of(organisation),
            (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
      }
    }
    for (Directory.Port port : directory.ports()) {
      boolean active = "active".equals(port.status());
      Map<String, Key> parsed = new HashMap<>();
      port.keys()
          .forEach(
              key ->
                  key.parsed()
                      .ifPresent(
                          k ->
                              parsed.put(
                                  k.thumbprint(),
                                  new Key(k, active, key.notBefore(), key.notAfter()))));
      keys.put(port.locode().value(), parsed);
    }
    authorities =
        organisations.values().stream()
            .filter(o -> o.kind() == OrganisationKind.AUTHORITY)
            .toList();
    readersHere = readersAt(self.value());
    peers =
        directory.ports().stream()
            .filter(port -> !port.locode().equals(self) && "active".equals(port.status()))
            .map(Directory.Port::locode)
            .toList();
  }

  /** The document behind it. */
  public Directory directory() {
    return directory;
  }

  public Optional<Organisation> organisation(String id) {
    return Optional.ofNullable(organisations.get(id));
  }

  /** The authorities of all ports. */
  public List<Organisation> authorities() {
    return authorities;
  }

  /** The organisations that may speak at a port. */
  public List<Organisation> speakingAt(String port) {
    return speakingAt.getOrDefault(port, List.of());
  }

  /** Whether an organisation may speak at a port. */
  public boolean speaks(String organisation, String port) {
    return speakingAt(port).stream().anyMatch(o -> o.id().equals(organisation));
  }

  /** The authorities of a port; empty when there are none or the port is not known. */
  public List<String> authoritiesAt(String port) {
    return speakingAt(port).stream()
        .filter(o -> o.kind() == OrganisationKind.AUTHORITY)
        .map(Organisation::id)
        .toList();
  }

  /** The organisations whose people may read at this port. */
  public List<Organisation> readersHere() {
    return readersHere;
  }

  /**
   * The organisations whose people may read at a port: authorities send liaisons to other ports,
   * all others read where they speak.
   */
  public List<Organisation> readersAt(String port) {
    return organisations.values().stream()
        .filter(o -> o.kind() == OrganisationKind.AUTHORITY || speaks(o.id(), port))
        .toList();
  }

  /** The other active ports. */
  public List<Locode> peers() {
    return peers;
  }

  /**
   * A key of a port for checking what it signed, also when it may sign no more: what was signed in
   * time stays signed.
   */
  public Optional<PortKey> anyKey(String port, String thumbprint) {
    return Optional.ofNullable(keys.getOrDefault(port, Map.of()).get(thumbprint)).map(Key::key);
  }

  /** Thumbprints of all keys of an active port that may sign at this moment. */
  public Set<String> keys(String port, Instant at) {
    return keys.getOrDefault(port, Map.of()).keySet().stream()
        .filter(thumbprint -> key(port, thumbprint, at).isPresent())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A key of an active port that may sign at this moment. */
  public Optional<PortKey> key(String port, String thumbprint, Instant at) {
    return Optional.ofNullable(keys.getOrDefault(port, Map.of()).get(thumbprint))
        .filter(key -> key.active() && !at.isBefore(key.notBefore()) && at.isBefore(key.notAfter()))
        .map(Key::key);
  }
}
