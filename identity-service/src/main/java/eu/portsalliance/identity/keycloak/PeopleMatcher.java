package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.MemberRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * The people: made beforehand, linked with their agency, members of their organisation, without a
 * password of their own. People whom nobody wants are disabled and signed out.
 */
final class PeopleMatcher {

  private final BlockingKeycloak keycloak;
  private final Changes changes;

  PeopleMatcher(BlockingKeycloak keycloak, Changes changes) {
    this.keycloak = keycloak;
    this.changes = changes;
  }

  void match(List<Person> wanted, Map<String, String> organisations) {
    Map<String, UserRepresentation> there = new HashMap<>();
    keycloak.people().forEach(user -> there.put(user.getUsername(), user));
    Map<String, Set<String>> members = new HashMap<>();
    for (Person person : wanted) {
      String id = match(person, there.remove(person.username()));
      members.computeIfAbsent(person.organisation(), _ -> new HashSet<>()).add(id);
    }
    there.values().forEach(this::disable);
    organisations.forEach(
        (alias, id) -> membership(alias, id, members.getOrDefault(alias, Set.of())));
  }

  private String match(Person person, @Nullable UserRepresentation current) {
    UserRepresentation wanted = representation(person);
    String thing = "person " + person.username();
    if (current == null) {
      String id = keycloak.createPerson(wanted);
      keycloak.addLink(id, link(person));
      changes.made(thing);
      return id;
    }
    List<String> fields = new ArrayList<>(Differences.of(current, wanted));
    if (current.getRequiredActions() != null && !current.getRequiredActions().isEmpty()) {
      fields.add("requiredActions");
    }
    if (current.getLastName() != null && !current.getLastName().isEmpty()) {
      fields.add("lastName");
    }
    if (!fields.isEmpty()) {
      keycloak.updatePerson(current.getId(), wanted);
      changes.putBack(thing, fields);
    }
    credentials(thing, current.getId());
    links(thing, current.getId(), person);
    return current.getId();
  }

  private void credentials(String thing, String id) {
    for (CredentialRepresentation credential : keycloak.credentials(id)) {
      keycloak.removeCredential(id, credential.getId());
      keycloak.endSessions(id);
      changes.removed("a " + credential.getType() + " of " + thing);
    }
  }

  private void links(String thing, String id, Person person) {
    FederatedIdentityRepresentation wanted = link(person);
    boolean found = false;
    for (FederatedIdentityRepresentation link : keycloak.links(id)) {
      if (Objects.equals(link.getIdentityProvider(), wanted.getIdentityProvider())
          && Objects.equals(link.getUserId(), wanted.getUserId())) {
        found = true;
      } else {
        keycloak.removeLink(id, link.getIdentityProvider());
        keycloak.endSessions(id);
        changes.removed("link of " + thing + " with " + link.getIdentityProvider());
      }
    }
    if (!found) {
      keycloak.addLink(id, wanted);
      changes.made("link of " + thing + " with " + wanted.getIdentityProvider());
    }
  }

  private void membership(String alias, String organisation, Set<String> wanted) {
    Set<String> there = new HashSet<>();
    for (MemberRepresentation member : keycloak.members(organisation)) {
      there.add(member.getId());
      if (!wanted.contains(member.getId())) {
        keycloak.removeMember(organisation, member.getId());
        changes.removed("person " + member.getUsername() + " from organisation " + alias);
      }
    }
    for (String member : wanted) {
      if (!there.contains(member)) {
        keycloak.addMember(organisation, member);
        changes.made("a membership in organisation " + alias);
      }
    }
  }

  private void disable(UserRepresentation unwanted) {
    if (unwanted.isEnabled()) {
      UserRepresentation disabled = new UserRepresentation();
      disabled.setUsername(unwanted.getUsername());
      disabled.setEnabled(false);
      keycloak.updatePerson(unwanted.getId(), disabled);
      keycloak.endSessions(unwanted.getId());
      changes.disabled("person " + unwanted.getUsername() + ", who is not wanted");
    }
  }

  /** The display name stands in one field: Keycloak's full name joins first and last name. */
  private static UserRepresentation representation(Person person) {
    UserRepresentation wanted = new UserRepresentation();
    wanted.setUsername(person.username());
    wanted.setFirstName(person.displayName());
    wanted.setLastName("");
    wanted.setEmail(person.email());
    wanted.setEmailVerified(true);
    wanted.setEnabled(true);
    wanted.setRequiredActions(List.of());
    wanted.setAttributes(Map.of("person", List.of(person.person())));
    return wanted;
  }

  private static FederatedIdentityRepresentation link(Person person) {
    FederatedIdentityRepresentation link = new FederatedIdentityRepresentation();
    link.setIdentityProvider(person.broker());
    link.setUserId(person.brokerUserId());
    link.setUserName(person.brokerUsername());
    return link;
  }
}
