package eu.portsalliance.identity.desired;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The client roles of a port and of the alliance, and what each may do. */
public final class Roles {

  /** Client of the alliance plane. */
  public static final String ALLIANCE = "alliance";

  private static final Map<String, String> PEOPLE_AT_PORT =
      Map.of(
          "intel-analyst", "Reads; writes drafts, sightings, acknowledgements",
          "intel-officer", "As an analyst; releases, amends, revokes, never alone",
          "risk-analyst", "Containers, findings, rules, rankings",
          "control-officer", "The targets of their crew; records controls and outcomes",
          "terminal-operator", "Release rights, holds and gate answers at their facilities",
          "tenant-admin", "Access requests and contacts of the port",
          "auditor", "Reads audit records, changes nothing");

  private static final Map<String, String> MACHINES_AT_PORT =
      Map.of(
          "intel-contributor", "Machine: writes into the TAXII inbox, where all becomes a draft",
          "gate", "Machine: gate decisions at its facilities",
          "port-integrator", "Machine: sends the event types that its assertion list allows");

  private static final Map<String, String> BOTH_AT_PORT =
      Map.of("intel-reader", "Reads what handling allows");

  private static final Map<String, String> AT_ALLIANCE =
      Map.of(
          "coordinator", "Approves and suspends ports",
          "alliance-auditor", "Reads the audit of the alliance");

  private Roles() {}

  /** Every role at a port client, with its description. */
  public static Map<String, String> ofPort() {
    Map<String, String> all = new TreeMap<>(PEOPLE_AT_PORT);
    all.putAll(MACHINES_AT_PORT);
    all.putAll(BOTH_AT_PORT);
    return all;
  }

  /** Every role at the client of the alliance, with its description. */
  public static Map<String, String> ofAlliance() {
    return new TreeMap<>(AT_ALLIANCE);
  }

  /** Roles that may be granted to a person at a client of that plane. */
  static Set<String> forPeople(boolean alliance) {
    Set<String> roles = new TreeSet<>(alliance ? AT_ALLIANCE.keySet() : PEOPLE_AT_PORT.keySet());
    if (!alliance) {
      roles.addAll(BOTH_AT_PORT.keySet());
    }
    return roles;
  }

  /** Roles that a machine may have: none that releases, decides or lowers attention. */
  static Set<String> forMachines() {
    Set<String> roles = new TreeSet<>(MACHINES_AT_PORT.keySet());
    roles.addAll(BOTH_AT_PORT.keySet());
    return roles;
  }
}
