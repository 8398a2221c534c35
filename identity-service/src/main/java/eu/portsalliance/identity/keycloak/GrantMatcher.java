package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/**
 * Who holds which role: exactly who a grant in force names. Roles come to people directly, never by
 * a group or within another role; nobody in this realm administers it.
 */
final class GrantMatcher {

  /** How Keycloak begins the user name of a client that signs in by itself. */
  private static final String ACCOUNT = "service-account-";

  private final BlockingKeycloak keycloak;
  private final Changes changes;
  private final ClientRoles roles;

  GrantMatcher(BlockingKeycloak keycloak, Changes changes, ClientRoles roles) {
    this.keycloak = keycloak;
    this.changes = changes;
    this.roles = roles;
  }

  void match(DesiredState state, Instant now) {
    withinOtherRoles();
    Map<Holding, Set<String>> wanted = wanted(state, now);
    Map<String, String> ids = new HashMap<>();
    keycloak.people().forEach(user -> ids.put(user.getUsername(), user.getId()));
    boolean groups = keycloak.hasGroups();
    for (String client : roles.clients()) {
      for (RoleRepresentation role : roles.of(client).values()) {
        Set<String> holders = wanted.getOrDefault(new Holding(client, role.getName()), Set.of());
        match(client, role, holders, ids);
        if (groups) {
          groups(client, role);
        }
      }
    }
  }

  private record Holding(String client, String role) {}

  private static Map<Holding, Set<String>> wanted(DesiredState state, Instant now) {
    Map<Holding, Set<String>> wanted = new HashMap<>();
    for (DesiredState.Grant grant : state.grants()) {
      if (now.isBefore(grant.until())) {
        grant.roles().forEach(role -> add(wanted, grant.client(), role, grant.username()));
      }
    }
    Map<String, String> ports =
        state.ports().stream()
            .collect(Collectors.toMap(DesiredState.Port::locode, DesiredState.Port::client));
    for (DesiredState.Machine machine : state.machines()) {
      String account = ACCOUNT + machine.clientId().toLowerCase(Locale.ROOT);
      machine.roles().forEach(role -> add(wanted, ports.get(machine.port()), role, account));
    }
    return wanted;
  }

  private static void add(
      Map<Holding, Set<String>> wanted, @Nullable String client, String role, String holder) {
    if (client != null) {
      wanted.computeIfAbsent(new Holding(client, role), _ -> new HashSet<>()).add(holder);
    }
  }

  private void match(
      String client, RoleRepresentation role, Set<String> wanted, Map<String, String> ids) {
    String owner = roles.clientId(client);
    String what = role.getName() + " at " + client;
    Set<String> missing = new HashSet<>(wanted);
    for (UserRepresentation holder : keycloak.holders(owner, role.getName())) {
      if (!missing.remove(holder.getUsername())) {
        keycloak.rolesOfUser(holder.getId()).remove(owner, List.of(role));
        changes.withdrew(what + " from " + holder.getUsername());
      }
    }
    for (String username : missing) {
      String id = id(username, ids);
      if (id != null) {
        keycloak.rolesOfUser(id).add(owner, List.of(role));
        changes.granted(what + " to " + username);
      }
    }
  }

  /** Null for a person whom this run could not make: the failure of that part says so. */
  private @Nullable String id(String username, Map<String, String> ids) {
    return username.startsWith(ACCOUNT)
        ? keycloak.serviceAccount(username.substring(ACCOUNT.length()))
        : ids.get(username);
  }

  private void groups(String client, RoleRepresentation role) {
    String owner = roles.clientId(client);
    for (GroupRepresentation group : keycloak.groupHolders(owner, role.getName())) {
      keycloak.rolesOfGroup(group.getId()).remove(owner, List.of(role));
      changes.withdrew(role.getName() + " at " + client + " from the group " + group.getPath());
    }
  }

  /** A role of ours within another role would be granted by whoever grants that one. */
  private void withinOtherRoles() {
    Set<String> managed = roles.clients().stream().map(roles::clientId).collect(Collectors.toSet());
    for (RoleRepresentation role : keycloak.realmRoles()) {
      free(role, managed);
    }
    for (var client : keycloak.clients()) {
      if (!managed.contains(client.getId())) {
        keycloak.clientRoles(client.getId()).forEach(role -> free(role, managed));
      }
    }
  }

  private void free(RoleRepresentation role, Set<String> managed) {
    if (!role.isComposite()) {
      return;
    }
    List<RoleRepresentation> ours =
        keycloak.composites(role.getId()).stream()
            .filter(part -> managed.contains(part.getContainerId()))
            .toList();
    if (!ours.isEmpty()) {
      keycloak.removeComposites(role.getId(), ours);
      changes.removed("managed roles from within the role " + role.getName());
    }
  }
}
