package eu.portsalliance.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person or machine with a verified token. Everything comes from the token, nothing from a
 * header, nothing has a default.
 *
 * @param subject subject at the issuer
 * @param actor how audit names the caller: the person identifier, or the client of a machine
 * @param person identifier that the agency asserts, {@code agency:id}; empty for machines
 * @param organisation the caller's organisation, as in the directory
 * @param port the one port in the token's audience; empty on the alliance plane
 * @param roles roles at that port, or at the alliance
 * @param facilities terminals to which a machine's roles are bound; empty means none are named
 * @param machine whether this is a client of its own and not a person
 * @param expires when the token ends
 * @param standingWork purpose and case that are bound to a machine client
 */
public record Caller(
    String subject,
    String actor,
    Optional<String> person,
    String organisation,
    Optional<Locode> port,
    Set<String> roles,
    Set<String> facilities,
    boolean machine,
    Instant expires,
    Optional<Work> standingWork) {

  public Caller {
    roles = Set.copyOf(roles);
    facilities = Set.copyOf(facilities);
  }
}
