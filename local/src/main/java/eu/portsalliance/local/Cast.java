package eu.portsalliance.local;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who is who on this machine: agencies, organisations, people and machine clients of the
 * demonstration. No invented names.
 */
final class Cast {
  /** The key under which roles at the alliance's own client stand, beside the ports. */
  static final String ALLIANCE = "alliance";

  private Cast() {}

  enum Protocol {
    OIDC,
    SAML
  }

  /** An agency with an identity provider of its own; here a realm stands in for its server. */
  record Agency(String alias, String name, String realm, Protocol protocol) {}

  record Organisation(String alias, String name, String kind) {
    String domain() {
      return alias + ".example";
    }
  }

  /** Somebody who signs in at their agency; {@code roles} by port, or {@link #ALLIANCE}. */
  record Member(String username, String duty, Agency agency, Map<String, List<String>> roles) {

    /** Fixed, so that links to it outlive a re-import. */
    String subject() {
      return UUID.nameUUIDFromBytes(
              (agency.realm() + "/" + username).getBytes(StandardCharsets.UTF_8))
          .toString();
    }

    /** What the agency asserts: an OIDC subject, or the SAML name identifier. */
    String asserted() {
      return switch (agency.protocol()) {
        case OIDC -> subject();
        case SAML -> username;
      };
    }

    String displayName() {
      return duty + ", " + agency.name();
    }

    String email() {
      return username + "@" + agency.alias() + ".example";
    }
  }

  /** A client that signs in as itself. */
  record Machine(
      String clientId,
      FoundingPort port,
      List<String> roles,
      String organisation,
      String purpose,
      List<String> facilities) {}

  static final Agency BE_POLICE =
      new Agency("be-federal-police", "Belgian federal police", "agency-be", Protocol.OIDC);
  static final Agency NL_CUSTOMS =
      new Agency("nl-customs", "Dutch customs", "agency-nl", Protocol.OIDC);
  static final Agency DE_CUSTOMS =
      new Agency("de-customs", "German customs", "agency-de", Protocol.SAML);
  static final Agency NL_SEAPORT_POLICE =
      new Agency("nl-seaport-police", "Dutch seaport police", "agency-nl-police", Protocol.OIDC);
  static final List<Agency> AGENCIES =
      List.of(BE_POLICE, NL_CUSTOMS, DE_CUSTOMS, NL_SEAPORT_POLICE);

  static final List<Organisation> ORGANISATIONS =
      List.of(
          new Organisation("be-federal-police", "Belgian federal police", "authority"),
          new Organisation("nl-customs", "Dutch customs", "authority"),
          new Organisation("de-customs", "German customs", "authority"),
          new Organisation("nl-seaport-police", "Dutch seaport police", "authority"),
          new Organisation(
              "rotterdam-port-authority", "Port of Rotterdam Authority", "port-authority"),
          new Organisation(
              "antwerp-bruges-port-authority", "Port of Antwerp-Bruges", "port-authority"),
          new Organisation("hamburg-port-authority", "Hamburg Port Authority", "port-authority"),
          new Organisation("rotterdam-world-gateway", "Rotterdam World Gateway", "operator"),
          // signs in already, and is no member yet: the directory does not know it
          new Organisation("es-customs", "Spanish customs", "authority"));

  private static final List<Member> EVERYBODY =
      List.of(
          new Member("be-analyst", "Analyst", BE_POLICE, Map.of("BEANR", List.of("intel-analyst"))),
          new Member("be-officer", "Officer", BE_POLICE, Map.of("BEANR", List.of("intel-officer"))),
          new Member(
              "be-liaison",
              "Liaison officer",
              BE_POLICE,
              Map.of("BEANR", List.of("intel-officer"), "NLRTM", List.of("intel-reader"))),
          new Member(
              "nl-analyst",
              "Analyst",
              NL_CUSTOMS,
              Map.of("NLRTM", List.of("intel-analyst", "risk-analyst"))),
          new Member(
              "nl-officer", "Officer", NL_CUSTOMS, Map.of("NLRTM", List.of("intel-officer"))),
          // the second authority, without whom Rotterdam's own alerts are neither narrowed nor
          // revoked
          new Member(
              "nl-seaport-officer",
              "Officer",
              NL_SEAPORT_POLICE,
              Map.of("NLRTM", List.of("intel-officer"))),
          new Member(
              "de-analyst",
              "Analyst",
              DE_CUSTOMS,
              Map.of("DEHAM", List.of("intel-analyst", "risk-analyst"))),
          new Member(
              "de-officer", "Officer", DE_CUSTOMS, Map.of("DEHAM", List.of("intel-officer"))),
          new Member(
              "be-coordinator", "Coordinator", BE_POLICE, Map.of(ALLIANCE, List.of("coordinator"))),
          new Member(
              "nl-coordinator",
              "Coordinator",
              NL_CUSTOMS,
              Map.of(ALLIANCE, List.of("coordinator"))),
          // granted by the agency, never by the tenant-admin whose acts they read
          new Member("be-auditor", "Auditor", BE_POLICE, Map.of("BEANR", List.of("auditor"))),
          new Member("nl-auditor", "Auditor", NL_CUSTOMS, Map.of("NLRTM", List.of("auditor"))),
          new Member("de-auditor", "Auditor", DE_CUSTOMS, Map.of("DEHAM", List.of("auditor"))),
          new Member(
              "be-alliance-auditor",
              "Auditor of the alliance",
              BE_POLICE,
              Map.of(ALLIANCE, List.of("alliance-auditor"))));

  /** Everybody, with the roles at the ports that are played. */
  static List<Member> members(List<FoundingPort> ports) {
    return EVERYBODY.stream().map(member -> at(member, ports)).toList();
  }

  private static Member at(Member member, List<FoundingPort> ports) {
    Map<String, List<String>> here = new java.util.TreeMap<>(member.roles());
    here.keySet()
        .removeIf(
            place ->
                !place.equals(ALLIANCE)
                    && ports.stream().noneMatch(port -> port.locode().equals(place)));
    return new Member(member.username(), member.duty(), member.agency(), Map.copyOf(here));
  }

  /**
   * For each port its systems, and a reader of its national agency; at Rotterdam readers of every
   * other kind too, so that what handling keeps from them can be seen.
   */
  static List<Machine> machines(List<FoundingPort> ports) {
    List<Machine> machines = new ArrayList<>();
    for (FoundingPort port : ports) {
      machines.add(
          new Machine(
              "pcs-" + port.lower(),
              port,
              List.of("port-integrator"),
              port.authority(),
              "port-security",
              port.facilities()));
      machines.add(reader("cti-" + port.lower(), port, port.agency()));
      if (port == FoundingPort.NLRTM) {
        machines.add(reader("cti-port-nlrtm", port, port.authority()));
        machines.add(reader("cti-terminal-nlrtm", port, "rotterdam-world-gateway"));
        machines.add(reader("cti-aspirant-nlrtm", port, "es-customs"));
      }
    }
    return List.copyOf(machines);
  }

  private static Machine reader(String clientId, FoundingPort port, String organisation) {
    return new Machine(
        clientId, port, List.of("intel-reader"), organisation, "crime-prevention", List.of());
  }

  /** Every grant has an end; here the end of next year, so that it is the same at each start. */
  static String grantsEnd(LocalDate today) {
    return (today.getYear() + 1) + "-12-31T23:59:59Z";
  }
}
