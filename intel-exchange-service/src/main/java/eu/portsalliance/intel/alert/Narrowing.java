package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a version lowers attention: somebody loses a use of it that they had, it causes less, or
 * it is about less. Who may do what is asked of the policy, for everybody of the directory at every
 * port to which it goes; markings are not compared.
 */
final class Narrowing {

  /** The purposes that intelligence serves are permitted alike. */
  private static final Optional<String> PURPOSE = Optional.of("crime-prevention");

  /** Those who read, and those who act without reading. */
  private static final List<Set<String>> ROLES =
      List.of(Set.of("intel-reader"), Set.of("risk-analyst"), Set.of("control-officer"));

  /** Signed in, and nobody whom an alert names. */
  private static final String NOT_NAMED = "";

  private final Members members;
  private final String self;

  Narrowing(Members members, Locode self) {
    this.members = members;
    this.self = self.value();
  }

  boolean narrows(StixAlert standing, StixAlert next) {
    boolean weaker = weight(next) < weight(standing);
    boolean shorter =
        next.validUntil().isBefore(standing.validUntil())
            || next.validFrom().isAfter(standing.validFrom());
    boolean less =
        !holds(next.containers(), standing.containers())
            || !holds(next.details().indicators(), standing.details().indicators())
            || (next.details().journey().isPresent()
                && !next.details().journey().equals(standing.details().journey()));
    return weaker || shorter || less || taken(standing.markings(), next.markings());
  }

  private static boolean holds(Collection<?> next, Collection<?> standing) {
    return new HashSet<>(next).containsAll(standing);
  }

  /** Whether somebody could do something with the one that they cannot do with the other. */
  boolean taken(Markings standing, Markings next) {
    return Stream.concat(Stream.of(self), members.peers().stream().map(Locode::value))
        .filter(port -> reaches(standing, port))
        .anyMatch(
            port ->
                !reaches(next, port)
                    || recipients(port, standing)
                        .anyMatch(recipient -> loses(recipient, standing, next)));
  }

  private boolean reaches(Markings markings, String port) {
    return port.equals(self) || Entitlements.entitled(markings, members, port);
  }

  private Stream<Recipient> recipients(String port, Markings standing) {
    Stream<Recipient> known =
        members.readersAt(port).stream()
            .flatMap(
                organisation ->
                    people(organisation.id(), standing)
                        .flatMap(
                            person ->
                                ROLES.stream()
                                    .map(
                                        roles ->
                                            recipient(
                                                person,
                                                organisation.id(),
                                                Optional.of(organisation.kind()),
                                                port,
                                                roles))));
    return Stream.concat(
        known,
        Stream.of(recipient(Optional.of(NOT_NAMED), "", Optional.empty(), port, ROLES.getFirst())));
  }

  /** A machine, somebody, and those of an organisation whom the alert names. */
  private static Stream<Optional<String>> people(String organisation, Markings standing) {
    return Stream.concat(
        Stream.of(Optional.empty(), Optional.of(NOT_NAMED)),
        standing.persons().stream()
            .filter(person -> person.startsWith(organisation + ":"))
            .map(Optional::of));
  }

  private Recipient recipient(
      Optional<String> person,
      String organisation,
      Optional<OrganisationKind> kind,
      String port,
      Set<String> roles) {
    return new Recipient(
        person, organisation, kind, port, members.speaks(organisation, port), roles, PURPOSE);
  }

  private static boolean loses(Recipient recipient, Markings standing, Markings next) {
    return Stream.of(Use.values())
        .anyMatch(
            use ->
                open(Policy.decide(next, recipient, use))
                    < open(Policy.decide(standing, recipient, use)));
  }

  /** How far a decision opens it: limits to be accepted close what was open. */
  private static int open(Decision decision) {
    return switch (decision) {
      case Decision.Refused _ -> 0;
      case Decision.Restricted _ -> 1;
      case Decision.Permitted permitted -> permitted.obliges(Obligation.ACCEPT_LIMITS) ? 2 : 3;
    };
  }

  private static int weight(StixAlert alert) {
    return switch (alert.actionOn()) {
      case INFORM, OBSERVE -> 0;
      case ASK -> 1;
      case DISCREET -> 2;
      case CONTROL -> 3;
    };
  }
}
