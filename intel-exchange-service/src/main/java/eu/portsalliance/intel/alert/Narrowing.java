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
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a version lowers attention: somebody loses a use of it that they had, it causes less, is
 * about less, says other things or is less sure. Who may do what is asked of the policy, for
 * everybody of the directory at every port to which it goes; markings are not compared.
 */
final class Narrowing {

  /** The purposes that intelligence serves are permitted alike. */
  static final Optional<String> PURPOSE = Optional.of("crime-prevention");

  /** Those who read, and those who act without reading. */
  private static final List<Set<String>> ROLES =
      List.of(Set.of("intel-reader"), Set.of("risk-analyst"), Set.of("control-officer"));

  /** Signed in, and nobody whom an alert names. */
  static final String NOT_NAMED = "";

  /** From what says nothing, which is as good as no grade, to the best. */
  private static final List<String> SOURCES = List.of("X", "C", "B", "A");

  private static final List<String> INFORMATION = List.of("4", "3", "2", "1");

  private final Members members;
  private final String self;

  Narrowing(Members members, Locode self) {
    this.members = members;
    this.self = self.value();
  }

  boolean narrows(StixAlert standing, StixAlert next) {
    boolean weaker =
        weight(next) < weight(standing)
            || grade(SOURCES, next.sourceGrade()) < grade(SOURCES, standing.sourceGrade())
            || grade(INFORMATION, next.informationGrade())
                < grade(INFORMATION, standing.informationGrade())
            || (standing.nature().equals(Nature.FACT.label())
                && !next.nature().equals(Nature.FACT.label()));
    boolean shorter =
        next.validUntil().isBefore(standing.validUntil())
            || next.validFrom().isAfter(standing.validFrom())
            || next.reviewOn().isBefore(standing.reviewOn())
            || dueLater(next, standing);
    boolean less =
        !next.kind().equals(standing.kind())
            || !next.title().equals(standing.title())
            || !continues(next.narrative(), standing.narrative())
            || otherLimits(next, standing)
            || !holds(next.containers(), standing.containers())
            || !holds(next.details().indicators(), standing.details().indicators())
            || !holds(next.details().attachments(), standing.details().attachments())
            || (next.details().journey().isPresent()
                && !next.details().journey().equals(standing.details().journey()));
    return weaker || shorter || less || taken(standing.markings(), next.markings());
  }

  /**
   * Whether the words that stand begin the next ones, as whole words: what comes before them, or is
   * glued to the last one, can turn them.
   */
  private static boolean continues(String next, String standing) {
    return next.equals(standing)
        || (next.startsWith(standing) && Character.isWhitespace(next.charAt(standing.length())));
  }

  private static boolean dueLater(StixAlert next, StixAlert standing) {
    return standing
        .details()
        .dueAt()
        .filter(due -> next.details().dueAt().filter(later -> !later.isAfter(due)).isEmpty())
        .isPresent();
  }

  /** Other words may take a use that the ones that stand leave; no machine can tell. */
  private static boolean otherLimits(StixAlert next, StixAlert standing) {
    return next.details().limits().isPresent()
        && standing.details().limits().isPresent()
        && !next.details().limits().equals(standing.details().limits());
  }

  private static int grade(List<String> grades, Optional<String> grade) {
    return Math.max(0, grades.indexOf(grade.orElse("")));
  }

  private static boolean holds(Collection<?> next, Collection<?> standing) {
    return new HashSet<>(next).containsAll(standing);
  }

  /** Whether somebody could do something with the one that they cannot do with the other. */
  boolean taken(Markings standing, Markings next) {
    if (standing.equals(next)) {
      return false;
    }
    List<String> reached = reached(standing);
    return reached.stream().anyMatch(port -> !reaches(next, port))
        || recipients(standing, next, reached)
            .anyMatch(recipient -> loses(recipient, standing, next));
  }

  /** The ports to which it goes, this one first. */
  List<String> reached(Markings standing) {
    return Stream.concat(Stream.of(self), members.peers().stream().map(Locode::value))
        .filter(port -> reaches(standing, port))
        .toList();
  }

  private boolean reaches(Markings markings, String port) {
    return port.equals(self) || Entitlements.entitled(markings, members, port);
  }

  /** Somebody at a port: of a member organisation, of one of its own or as a visitor. */
  private record Place(Members.Organisation organisation, String port, boolean speaks) {}

  /**
   * What the policy can tell two places by: organisations that no marking names are alike in all
   * but their kind, and ports that are not the origin are all alike.
   */
  private record Kin(OrganisationKind kind, String named, boolean home, boolean speaks) {}

  /**
   * Everybody whom the policy could answer differently: as many as the organisations that a marking
   * names, and no more for a larger alliance.
   */
  Stream<Recipient> recipients(Markings standing, Markings next, List<String> reached) {
    Set<String> named = new HashSet<>(standing.audience());
    named.addAll(next.audience());
    named.add(standing.controller());
    named.add(next.controller());
    standing.persons().forEach(person -> named.add(agency(person)));
    Set<Kin> seen = new HashSet<>();
    Stream<Recipient> known =
        places(reached)
            .filter(
                place ->
                    seen.add(
                        new Kin(
                            place.organisation().kind(),
                            named.contains(place.organisation().id())
                                ? place.organisation().id()
                                : "",
                            place.port().equals(self),
                            place.speaks())))
            .flatMap(place -> people(place, standing));
    Stream<Recipient> others =
        ends(reached, _ -> true)
            .map(
                port ->
                    new Recipient(
                        Optional.of(NOT_NAMED),
                        "",
                        Optional.empty(),
                        port,
                        false,
                        ROLES.getFirst(),
                        PURPOSE));
    return Stream.concat(known, others);
  }

  /** Whoever speaks at a port reads there, and an authority visits: here, and elsewhere. */
  private Stream<Place> places(List<String> reached) {
    Stream<Place> own =
        reached.stream()
            .flatMap(
                port ->
                    members.speakingAt(port).stream()
                        .map(organisation -> new Place(organisation, port, true)));
    Stream<Place> visits =
        members.authorities().stream()
            .flatMap(
                authority ->
                    ends(reached, port -> !members.speaks(authority.id(), port))
                        .map(port -> new Place(authority, port, false)));
    return Stream.concat(own, visits);
  }

  /** This port and one other, of those that are wanted: all others are like that one. */
  private Stream<String> ends(List<String> reached, Predicate<String> wanted) {
    return Stream.concat(
        Stream.of(self).filter(wanted),
        reached.stream().filter(port -> !port.equals(self)).filter(wanted).limit(1));
  }

  /** Machines, somebody, and those whom the alert names, each in every role. */
  private static Stream<Recipient> people(Place place, Markings standing) {
    return Stream.concat(
            Stream.of(Optional.<String>empty(), Optional.of(NOT_NAMED)),
            standing.persons().stream()
                .filter(person -> agency(person).equals(place.organisation().id()))
                .map(Optional::of))
        .flatMap(
            person ->
                ROLES.stream()
                    .map(
                        roles ->
                            new Recipient(
                                person,
                                place.organisation().id(),
                                Optional.of(place.organisation().kind()),
                                place.port(),
                                place.speaks(),
                                roles,
                                PURPOSE)));
  }

  static String agency(String person) {
    return person.substring(0, Math.max(0, person.indexOf(':')));
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
