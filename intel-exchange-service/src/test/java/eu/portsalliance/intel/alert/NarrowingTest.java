package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.TestPort;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.directory.Sizes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NarrowingTest {

  private static final List<String> ORGANISATIONS =
      List.of(
          "be-federal-police",
          "nl-customs",
          "nl-seaport-police",
          "de-customs",
          "rotterdam-port-authority",
          "antwerp-terminal");

  private static final Locode NLRTM = new Locode("NLRTM");

  private static final List<TestPort> PORTS = List.of(Ports.NLRTM, Ports.BEANR, Ports.DEHAM);

  @Property(tries = 500)
  void whoeverLosesAnAlertOfTheirLogLosesItByANarrowing(
      @ForAll("markings") Markings standing, @ForAll("markings") Markings next) {
    Set<String> lost = readers(standing);
    lost.removeAll(readers(next));
    if (!lost.isEmpty()) {
      assertThat(narrowing().taken(standing, next)).as("loses %s", lost).isTrue();
    }
  }

  @Property(tries = 200)
  void moreWhoReadAreNoNarrowing(
      @ForAll("markings") Markings standing, @ForAll("organisations") Set<String> more) {
    Set<String> audience = new HashSet<>(standing.audience());
    if (!audience.isEmpty()) {
      audience.addAll(more);
    }
    assertThat(narrowing().taken(standing, standing)).isFalse();
    assertThat(
            narrowing()
                .taken(
                    standing,
                    markings(
                        standing.tlp(),
                        audience,
                        standing.persons(),
                        standing.handlingCode(),
                        standing.actionOn())))
        .isFalse();
  }

  @Test
  void aLighterColourForFewerNarrows() {
    assertThat(
            taken(
                markings(
                    Tlp.AMBER_STRICT,
                    Set.of("nl-customs", "nl-seaport-police", "be-federal-police", "de-customs")),
                markings(Tlp.AMBER, Set.of("nl-customs", "nl-seaport-police"))))
        .isTrue();
    assertThat(
            taken(
                markings(Tlp.AMBER, Set.of("nl-customs")),
                markings(Tlp.GREEN, Set.of("nl-customs"))))
        .isFalse();
  }

  @Test
  void limitsThatHaveToBeAcceptedNarrow() {
    Set<String> both = Set.of("nl-customs", "be-federal-police");
    Markings open = markings(Tlp.AMBER, both);
    Markings closed = markings(Tlp.AMBER, both, Set.of(), HandlingCode.H3, ActionOn.CONTROL);
    assertThat(taken(open, closed)).isTrue();
    assertThat(taken(closed, open)).isFalse();
  }

  @Property(tries = 200)
  void theFewWhoAreAskedStandForEverybody(
      @ForAll("numbered") Markings standing, @ForAll("numbered") Markings next) {
    Members members = Sizes.members(4, 16);
    assertThat(new Narrowing(members, NLRTM).taken(standing, next))
        .isEqualTo(takenFromAnybody(members, standing, next));
  }

  @Test
  void aLargerAllianceIsNotAskedForMore() {
    assertThat(asked(50, 200, Set.of())).isEqualTo(asked(10, 40, Set.of())).isLessThan(60);
  }

  @Test
  void whatIsAskedGrowsWithTheOrganisationsThatAreNamedAndNoFaster() {
    Set<String> all = IntStream.range(0, 200).mapToObj(Sizes::name).collect(Collectors.toSet());
    int places = 3; // here, where it speaks, and elsewhere
    int people = 2 * 3; // a machine and somebody, in three roles
    assertThat(asked(50, 200, all)).isLessThan(200L * places * people);
  }

  /** How many the policy is asked about; each of them costs it two answers for each use. */
  private static long asked(int ports, int organisations, Set<String> audience) {
    Markings standing = markings(audience.isEmpty() ? Tlp.GREEN : Tlp.AMBER, audience);
    Markings next = markings(standing.tlp(), audience, Set.of(), HandlingCode.H1, ActionOn.CONTROL);
    var narrowing = new Narrowing(Sizes.members(ports, organisations), NLRTM);
    List<String> reached = narrowing.reached(standing);
    assertThat(reached).hasSize(ports);
    return narrowing.recipients(standing, next, reached).count();
  }

  /** Asks for everybody at every port, one by one. */
  private static boolean takenFromAnybody(Members members, Markings standing, Markings next) {
    return Stream.concat(Stream.of(NLRTM), members.peers().stream())
        .map(Locode::value)
        .filter(port -> reaches(standing, members, port))
        .anyMatch(
            port ->
                !reaches(next, members, port)
                    || everybody(members, port, standing).anyMatch(r -> loses(r, standing, next)));
  }

  private static boolean reaches(Markings markings, Members members, String port) {
    return port.equals(NLRTM.value()) || Entitlements.entitled(markings, members, port);
  }

  private static Stream<Recipient> everybody(Members members, String port, Markings standing) {
    List<Optional<String>> people = new ArrayList<>(List.of(Optional.empty(), Optional.of("")));
    standing.persons().forEach(person -> people.add(Optional.of(person)));
    Stream<Optional<Members.Organisation>> organisations =
        Stream.concat(
            members.readersAt(port).stream().map(Optional::of), Stream.of(Optional.empty()));
    return organisations.flatMap(
        organisation ->
            people.stream()
                .filter(
                    person ->
                        !person.orElse("").contains(":")
                            || person
                                .get()
                                .startsWith(organisation.map(o -> o.id()).orElse("none") + ":"))
                .flatMap(
                    person ->
                        Stream.of("intel-reader", "risk-analyst", "control-officer")
                            .map(
                                role ->
                                    new Recipient(
                                        person,
                                        organisation.map(o -> o.id()).orElse(""),
                                        organisation.map(o -> o.kind()),
                                        port,
                                        organisation
                                            .filter(o -> members.speaks(o.id(), port))
                                            .isPresent(),
                                        Set.of(role),
                                        Optional.of("investigation")))));
  }

  private static boolean loses(Recipient recipient, Markings standing, Markings next) {
    return Stream.of(Use.values())
        .anyMatch(
            use ->
                worth(Policy.decide(next, recipient, use))
                    < worth(Policy.decide(standing, recipient, use)));
  }

  private static int worth(Decision decision) {
    return decision instanceof Decision.Restricted
        ? 1
        : decision instanceof Decision.Permitted permitted
            ? permitted.obliges(Obligation.ACCEPT_LIMITS) ? 2 : 3
            : 0;
  }

  @Provide
  Arbitrary<Markings> numbered() {
    return Combinators.combine(
            Arbitraries.of(Tlp.class),
            Arbitraries.integers().between(0, 15).map(Sizes::name).set().ofMaxSize(5),
            Arbitraries.of(Sizes.name(0) + ":1", Sizes.name(4) + ":2").set().ofMaxSize(2),
            Arbitraries.of(HandlingCode.class),
            Arbitraries.of(ActionOn.class),
            Arbitraries.of(Sizes.name(0), Sizes.name(1)))
        .as(
            (tlp, audience, persons, code, action, controller) ->
                new Markings(
                    tlp,
                    audience,
                    persons,
                    code,
                    action,
                    Optional.of(Regime.LED),
                    controller,
                    NLRTM.value()));
  }

  private static boolean taken(Markings standing, Markings next) {
    return narrowing().taken(standing, next);
  }

  private static Narrowing narrowing() {
    return new Narrowing(members(Ports.NLRTM), NLRTM);
  }

  private static Members members(TestPort port) {
    return port.bean(Alliance.class).required();
  }

  /** Organisations and named persons that the ports themselves would put it before. */
  private static Set<String> readers(Markings markings) {
    Set<String> readers = new HashSet<>();
    for (TestPort port : PORTS) {
      Locode self = port.bean(Alliance.class).self();
      if (!self.value().equals(markings.origin())
          && !Entitlements.entitled(markings, members(Ports.NLRTM), self.value())) {
        continue;
      }
      Set<String> classes =
          Entitlements.here(markings, members(port), self).stream()
              .map(RecipientClass::value)
              .filter(value -> !value.startsWith("service:"))
              .collect(Collectors.toSet());
      classes.forEach(value -> readers.add(self.value() + " " + value));
      // whoever is of an organisation reads what the whole of it reads
      for (String person : persons()) {
        if (classes.contains("organisation:" + person.substring(0, person.indexOf(':')))) {
          readers.add(self.value() + " person:" + person);
        }
      }
    }
    return readers;
  }

  private static List<String> persons() {
    return List.of("nl-customs:4711", "be-federal-police:12");
  }

  @Provide
  Arbitrary<Set<String>> organisations() {
    return Arbitraries.of(ORGANISATIONS).set().ofMaxSize(5);
  }

  @Provide
  Arbitrary<Markings> markings() {
    return Combinators.combine(
            Arbitraries.of(Tlp.class),
            organisations(),
            Arbitraries.of(persons()).set().ofMaxSize(2),
            Arbitraries.of(HandlingCode.class),
            Arbitraries.of(ActionOn.class))
        .as(NarrowingTest::markings);
  }

  private static Markings markings(Tlp tlp, Set<String> audience) {
    return markings(tlp, audience, Set.of(), HandlingCode.H0, ActionOn.CONTROL);
  }

  private static Markings markings(
      Tlp tlp, Set<String> audience, Set<String> persons, HandlingCode code, ActionOn action) {
    return new Markings(
        tlp, audience, persons, code, action, Optional.of(Regime.LED), "nl-customs", "NLRTM");
  }
}
