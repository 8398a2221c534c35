package eu.portsalliance.identity.desired;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the realm of the alliance should hold. Whatever a compact constructor here refuses stops the
 * whole file: half a desired state is not matched.
 *
 * @param realm name of the realm
 * @param organisations members of the alliance
 * @param brokers identity providers of agencies
 * @param ports ports with their gateways
 * @param alliancePortal the gateway of the alliance plane
 * @param machines clients that act on their own
 * @param people who may sign in
 * @param grants who has which roles where, and until when
 */
public record DesiredState(
    String realm,
    List<Organisation> organisations,
    List<Broker> brokers,
    List<Port> ports,
    AlliancePortal alliancePortal,
    List<Machine> machines,
    List<Person> people,
    List<Grant> grants) {

  private static final Set<String> KINDS = Set.of("authority", "port-authority", "operator");
  private static final Set<String> PURPOSES =
      Set.of(
          "crime-prevention",
          "investigation",
          "prosecution",
          "customs-control",
          "port-security",
          "audit");

  public DesiredState {
    Checks.alias(realm, "realm");
    if (realm.equals("master")) {
      throw new IllegalArgumentException("`realm` is never `master`: name a realm of its own");
    }
    organisations = Checks.list(organisations);
    brokers = Checks.list(brokers);
    ports = Checks.list(ports);
    Checks.present(alliancePortal, "alliancePortal");
    machines = Checks.list(machines);
    people = Checks.list(people);
    grants = Checks.list(grants);
    checkUnique(organisations, brokers, ports, machines, people);
    checkReferences(organisations, brokers, ports, machines, people, grants);
  }

  private static void checkUnique(
      List<Organisation> organisations,
      List<Broker> brokers,
      List<Port> ports,
      List<Machine> machines,
      List<Person> people) {
    Checks.unique(organisations, "organisation", Organisation::alias);
    Checks.unique(organisations, "organisation name", Organisation::name);
    Checks.unique(organisations, "domain", Organisation::domain);
    Checks.unique(brokers, "broker", Broker::alias);
    Checks.unique(brokers, "the broker of organisation", Broker::organisation);
    Checks.unique(ports, "port", Port::locode);
    Checks.unique(machines, "machine", Machine::clientId);
    Checks.unique(people, "username", Person::username);
    Checks.unique(people, "email", person -> person.email().toLowerCase(Locale.ROOT));
    Checks.unique(people, "person", Person::person);
    Checks.unique(people, "broker user", p -> p.broker() + ":" + p.brokerUserId());
  }

  private static void checkReferences(
      List<Organisation> organisations,
      List<Broker> brokers,
      List<Port> ports,
      List<Machine> machines,
      List<Person> people,
      List<Grant> grants) {
    Set<String> aliases = keys(organisations, Organisation::alias);
    Set<String> locodes = keys(ports, Port::locode);
    Set<String> places = new HashSet<>(locodes);
    places.add(Roles.ALLIANCE);
    Set<String> usernames = keys(people, Person::username);
    for (Broker broker : brokers) {
      Checks.known(
          broker.organisation(), aliases, "organisation", "broker `" + broker.alias() + "`");
    }
    for (Machine machine : machines) {
      String where = "machine `" + machine.clientId() + "`";
      Checks.known(machine.organisation(), aliases, "organisation", where);
      Checks.known(machine.port(), locodes, "port", where);
    }
    for (Person person : people) {
      String where = "person `" + person.username() + "`";
      Checks.known(person.organisation(), aliases, "organisation", where);
      Set<String> own =
          keys(
              brokers.stream().filter(b -> b.organisation().equals(person.organisation())).toList(),
              Broker::alias);
      Checks.known(person.broker(), own, "broker of their organisation", where);
    }
    for (Grant grant : grants) {
      String where = "a grant to `" + grant.username() + "`";
      Checks.known(grant.username(), usernames, "person", where);
      Checks.known(grant.at(), places, "port", where);
      boolean administers =
          grants.stream()
              .filter(g -> g.username().equals(grant.username()) && g.at().equals(grant.at()))
              .anyMatch(g -> g.roles().contains("tenant-admin"));
      if (administers && grant.roles().contains("auditor")) {
        throw new IllegalArgumentException(
            where + " makes an auditor of a tenant-admin: nobody audits their own acts");
      }
    }
  }

  private static <T> Set<String> keys(List<T> things, Function<T, String> key) {
    return things.stream().map(key).collect(Collectors.toSet());
  }

  /** The first end of a grant after an instant: the moment at which the realm must change again. */
  public Optional<Instant> nextExpiry(Instant now) {
    return grants.stream().map(Grant::until).filter(now::isBefore).min(Instant::compareTo);
  }

  /**
   * A member of the alliance.
   *
   * @param alias its id everywhere, also in the signed directory
   * @param domain e-mail domain of its people
   * @param kind authority, port-authority or operator
   */
  public record Organisation(String alias, String name, String domain, String kind) {

    public Organisation {
      Checks.alias(alias, "alias");
      Checks.present(name, "name");
      Checks.present(domain, "domain");
      Checks.oneOf(kind, "kind", KINDS);
    }
  }

  /**
   * A port with its gateway.
   *
   * @param gatewayUrl public address of the gateway; its redirect address is below it
   * @param portalSecret secret of the gateway's client
   */
  public record Port(String locode, String gatewayUrl, Secret portalSecret) {

    public Port {
      Checks.locode(locode);
      Checks.address(gatewayUrl, "gatewayUrl");
      Checks.present(portalSecret, "portalSecret");
    }

    /** The client whose roles say what someone may do at this port. */
    public String client() {
      return clientOf(locode);
    }

    /** The client of the port's gateway. */
    public String portal() {
      return "portal-" + locode.toLowerCase(Locale.ROOT);
    }
  }

  /** The gateway of the alliance plane. */
  public record AlliancePortal(String url, Secret secret) {

    public AlliancePortal {
      Checks.address(url, "url");
      Checks.present(secret, "secret");
    }
  }

  /**
   * A client that acts on its own, at one port, for one organisation, for one purpose.
   *
   * @param caseNumber the case number under which its work is recorded
   * @param facilities terminals to which it is bound; empty if to none
   */
  public record Machine(
      String clientId,
      Secret secret,
      String port,
      Set<String> roles,
      String organisation,
      String purpose,
      @JsonProperty("case") String caseNumber,
      List<String> facilities) {

    public Machine {
      Checks.alias(clientId, "clientId");
      if (clientId.startsWith("port") && clientId.matches("port(al)?-.*")) {
        throw new IllegalArgumentException(
            "`clientId` of a machine never begins with port- or portal-: mend `" + clientId + "`");
      }
      if (clientId.equals(Roles.ALLIANCE)) {
        throw new IllegalArgumentException("`clientId` of a machine is never `alliance`: mend it");
      }
      Checks.present(secret, "secret");
      Checks.locode(port);
      roles = checkedRoles(roles, Roles.forMachines(), "a machine");
      Checks.alias(organisation, "organisation");
      Checks.oneOf(purpose, "purpose", PURPOSES);
      if (!Checks.present(caseNumber, "case").matches("[A-Za-z0-9][A-Za-z0-9 ./-]{0,63}")) {
        throw new IllegalArgumentException(
            "`case` takes letters, digits, blanks, dots, slashes and hyphens: mend it");
      }
      facilities = Checks.list(facilities);
    }
  }

  /**
   * Somebody who may sign in through their agency.
   *
   * @param brokerUserId subject that the agency asserts (OIDC {@code sub}, SAML NameID)
   * @param brokerUsername user name at the agency
   * @param person identifier of the human, {@code <broker>:<id>}; broker and brokerUserId if absent
   */
  public record Person(
      String username,
      String displayName,
      String email,
      String organisation,
      String broker,
      String brokerUserId,
      String brokerUsername,
      String person) {

    public Person(
        String username,
        String displayName,
        String email,
        String organisation,
        String broker,
        String brokerUserId,
        String brokerUsername,
        @Nullable String person) {
      this.username = Checks.present(username, "username");
      if (!username.matches("[a-z0-9][a-z0-9._-]{2,63}")) {
        throw new IllegalArgumentException(
            "`username` takes three or more lower-case letters, digits, dots, hyphens: mend `"
                + username
                + "`");
      }
      this.displayName = Checks.present(displayName, "displayName");
      this.email = Checks.present(email, "email");
      if (!email.matches("[^@\\s]+@[^@\\s]+")) {
        throw new IllegalArgumentException("`email` is not an address: mend `" + email + "`");
      }
      this.organisation = Checks.present(organisation, "organisation");
      this.broker = Checks.present(broker, "broker");
      this.brokerUserId = Checks.present(brokerUserId, "brokerUserId");
      this.brokerUsername = Checks.present(brokerUsername, "brokerUsername");
      this.person = person == null ? broker + ":" + brokerUserId : person;
      if (!this.person.startsWith(broker + ":")) {
        throw new IllegalArgumentException(
            "`person` begins with the broker, `" + broker + ":`: mend `" + person + "`");
      }
    }
  }

  /**
   * Roles of a person at one port, or at the alliance.
   *
   * @param at LOCODE of a port, or {@code alliance}
   * @param until end of the grant; at this instant the roles are withdrawn
   */
  public record Grant(String username, String at, Set<String> roles, Instant until) {

    public Grant {
      Checks.present(username, "username");
      Checks.present(at, "at");
      boolean alliance = at.equals(Roles.ALLIANCE);
      roles = checkedRoles(roles, Roles.forPeople(alliance), "a person");
      Checks.present(until, "until");
    }

    /** The client at which the roles are. */
    public String client() {
      return at.equals(Roles.ALLIANCE) ? Roles.ALLIANCE : clientOf(at);
    }
  }

  private static String clientOf(String locode) {
    return "port-" + locode.toLowerCase(Locale.ROOT);
  }

  private static Set<String> checkedRoles(
      @Nullable Set<String> roles, Set<String> allowed, String whose) {
    if (roles == null || roles.isEmpty()) {
      throw new IllegalArgumentException("`roles` is missing: name at least one");
    }
    for (String role : roles) {
      if (!allowed.contains(role)) {
        throw new IllegalArgumentException(
            "the role `" + role + "` is none of " + whose + " here: choose from " + allowed);
      }
    }
    return new TreeSet<>(roles);
  }
}
