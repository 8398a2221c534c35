package eu.portsalliance.handling;

import java.util.Optional;
import java.util.Set;

/**
 * Who would get an object. Organisation and kind come from the signed directory, the rest from the
 * verified token; nothing comes from a header, nothing has a default.
 *
 * @param person identifier that the agency asserts, {@code agency:id}; empty for machines
 * @param organisation directory id
 * @param kind kind of the organisation
 * @param port LOCODE at which the recipient acts
 * @param roles roles there
 */
public record Recipient(
    Optional<String> person,
    String organisation,
    OrganisationKind kind,
    String port,
    Set<String> roles) {

  public Recipient {
    roles = Set.copyOf(roles);
  }

  /** An organisation as a whole, for deciding what may be put before it; no person, no role. */
  public static Recipient organisation(String organisation, OrganisationKind kind, String port) {
    return new Recipient(Optional.empty(), organisation, kind, port, Set.of());
  }
}
