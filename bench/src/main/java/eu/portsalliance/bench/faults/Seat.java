package eu.portsalliance.bench.faults;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who reads at a port, and the table of who may read what there, written by hand from TLP
 * 2.0 and not asked of the policy that is under test.
 *
 * @param who as they sign in
 * @param port at which they read
 * @param organisation theirs
 * @param person whether it is somebody, and not a machine
 */
record Seat(String who, String port, String organisation, boolean person) {
  /** The authorities that speak at each port. */
  static final Map<String, Set<String>> AUTHORITIES =
      Map.of(
          "NLRTM", Set.of("nl-customs", "nl-seaport-police"),
          "BEANR", Set.of("be-federal-police"),
          "DEHAM", Set.of("de-customs"));

  /** Everybody else who speaks there. */
  private static final Map<String, Set<String>> OTHERS =
      Map.of(
          "NLRTM", Set.of("rotterdam-port-authority", "rotterdam-world-gateway"),
          "BEANR", Set.of("antwerp-bruges-port-authority"),
          "DEHAM", Set.of("hamburg-port-authority"));

  /** Signs in, and is a member of nothing. */
  private static final String STRANGER = "es-customs";

  static final List<Seat> ALL =
      List.of(
          new Seat("nl-analyst", "NLRTM", "nl-customs", true),
          new Seat("nl-seaport-officer", "NLRTM", "nl-seaport-police", true),
          new Seat("be-liaison", "NLRTM", "be-federal-police", true),
          new Seat("cti-nlrtm", "NLRTM", "nl-customs", false),
          new Seat("cti-port-nlrtm", "NLRTM", "rotterdam-port-authority", false),
          new Seat("cti-terminal-nlrtm", "NLRTM", "rotterdam-world-gateway", false),
          new Seat("cti-aspirant-nlrtm", "NLRTM", STRANGER, false),
          new Seat("be-analyst", "BEANR", "be-federal-police", true),
          new Seat("cti-beanr", "BEANR", "be-federal-police", false),
          new Seat("de-analyst", "DEHAM", "de-customs", true),
          new Seat("cti-deham", "DEHAM", "de-customs", false));

  String name() {
    return who + "@" + port;
  }

  /**
   * As whom they read what is for named people: that comes on its own way, in no order with the
   * rest.
   */
  String asNamed() {
    return name() + " (named)";
  }

  /** Whether they are shown it: it is for them, and their port has it. */
  boolean reads(Marking marking) {
    return marking.tlp().equals("RED")
        ? marking.named().contains(name())
        : permits(marking, organisation) && holds(marking, port);
  }

  /** A port has what is for somebody who speaks there. */
  private static boolean holds(Marking marking, String port) {
    return marking.origin().equals(port)
        || AUTHORITIES.getOrDefault(port, Set.of()).stream().anyMatch(o -> permits(marking, o))
        || OTHERS.getOrDefault(port, Set.of()).stream().anyMatch(o -> permits(marking, o));
  }

  private static boolean permits(Marking marking, String organisation) {
    return switch (marking.tlp()) {
      case "CLEAR" -> true;
      case "GREEN" -> !organisation.equals(STRANGER);
      case "AMBER", "AMBER+STRICT" ->
          organisation.equals(marking.controller())
              || marking.organisations().contains(organisation);
      default -> false;
    };
  }
}
