package eu.portsalliance.handling;

import java.util.Optional;
import java.util.Set;

/**
 * Who would get an object. Organisation, its kind and whether it speaks at the port come from the
 * signed directory, the rest from the verified token; nothing comes from a header but the purpose,
 * which the caller states and the record keeps; nothing has a default.
 *
 * @param person identifier that the agency asserts, {@code agency:id}; empty for machines
 * @param organisation directory id
 * @param kind kind of the organisation; empty for one that the directory does not know: its people
 *     are signed in, and no members
 * @param port LOCODE at which the recipient acts
 * @param speaksHere whether the organisation is one of that port, and not a visitor
 * @param roles roles there
 * @param purpose label of the purpose stated; empty only where a whole organisation or a gate is
 *     meant
 */
public record Recipient(
    Optional<String> person,
    String organisation,
    Optional<OrganisationKind> kind,
    String port,
    boolean speaksHere,
    Set<String> roles,
    Optional<String> purpose) {

  public Recipient {
    roles = Set.copyOf(roles);
  }

  /** Whether the directory says that the organisation is of this kind. */
  boolean is(OrganisationKind asked) {
    return kind.filter(asked::equals).isPresent();
  }

  /** Whoever signed in at a port, of whatever organisation, for what may be put before them all. */
  public static Recipient anybody(String port) {
    return new Recipient(
        Optional.empty(), "", Optional.empty(), port, false, Set.of(), Optional.empty());
  }

  /** An organisation of a port as a whole, for deciding what may be put before it. */
  public static Recipient organisation(
      String organisation, OrganisationKind kind, String port, boolean speaksHere) {
    return new Recipient(
        Optional.empty(),
        organisation,
        Optional.of(kind),
        port,
        speaksHere,
        Set.of(),
        Optional.empty());
  }
}
