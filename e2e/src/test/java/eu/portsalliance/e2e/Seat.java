package eu.portsalliance.e2e;

import eu.portsalliance.local.client.Api;
import java.util.List;
import java.util.Optional;

/**
 * Somebody of the cast who reads at a port, with what the tables of handling ask about them.
 *
 * @param kind of the organisation; a stranger's is not in the directory
 * @param role the one role that decides; who has two has the one that may more
 */
record Seat(
    String name,
    String port,
    String organisation,
    String kind,
    boolean speaksHere,
    String role,
    boolean machine) {

  /** Everybody who reads alerts. */
  static final List<Seat> ALL =
      List.of(
          person("be-analyst", "BEANR", "be-federal-police", true, "intel-analyst"),
          person("be-officer", "BEANR", "be-federal-police", true, "intel-officer"),
          person("be-liaison", "BEANR", "be-federal-police", true, "intel-officer"),
          person("be-liaison", "NLRTM", "be-federal-police", false, "intel-reader"),
          person("nl-analyst", "NLRTM", "nl-customs", true, "risk-analyst"),
          person("nl-officer", "NLRTM", "nl-customs", true, "intel-officer"),
          person("nl-seaport-officer", "NLRTM", "nl-seaport-police", true, "intel-officer"),
          person("de-analyst", "DEHAM", "de-customs", true, "risk-analyst"),
          person("de-officer", "DEHAM", "de-customs", true, "intel-officer"),
          machine("cti-beanr", "BEANR", "be-federal-police", "authority"),
          machine("cti-nlrtm", "NLRTM", "nl-customs", "authority"),
          machine("cti-deham", "DEHAM", "de-customs", "authority"),
          machine("cti-port-nlrtm", "NLRTM", "rotterdam-port-authority", "port-authority"),
          machine("cti-terminal-nlrtm", "NLRTM", "rotterdam-world-gateway", "operator"),
          machine("cti-aspirant-nlrtm", "NLRTM", "es-customs", "stranger"));

  private static Seat person(
      String username, String port, String organisation, boolean speaksHere, String role) {
    return new Seat(username, port, organisation, "authority", speaksHere, role, false);
  }

  private static Seat machine(String name, String port, String organisation, String kind) {
    boolean speaksHere = !kind.equals("stranger");
    return new Seat(name, port, organisation, kind, speaksHere, "intel-reader", true);
  }

  /** Whether they read rankings too: those are for authorities and port authorities. */
  boolean ranks() {
    return kind.equals("authority") || kind.equals("port-authority");
  }

  /** Their calls for a purpose; that of a machine stands in its token. */
  Api working(String purpose) {
    return machine
        ? Callers.machine(name)
        : Callers.withoutPurpose(name, port).working(purpose, "E2E-2026/4");
  }

  /** The identifier that their agency asserts; none of a machine. */
  Optional<String> person() {
    return machine
        ? Optional.empty()
        : Optional.of(Callers.claims(name, port).path("person").asString());
  }

  @Override
  public String toString() {
    return name + " at " + port;
  }
}
