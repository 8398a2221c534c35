package eu.portsalliance.identity.keycloak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.keycloak.representations.idm.RoleRepresentation;

/** The roles of the clients that own roles: made where missing, simple, and in no other role. */
final class ClientRoles {

  private final BlockingKeycloak keycloak;
  private final Changes changes;
  private final Map<String, String> clientIds = new HashMap<>();
  private final Map<String, Map<String, RoleRepresentation>> byClient = new HashMap<>();

  ClientRoles(BlockingKeycloak keycloak, Changes changes) {
    this.keycloak = keycloak;
    this.changes = changes;
  }

  void match(String client, String id, Map<String, String> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    read(client, id);
    Map<String, RoleRepresentation> there = of(client);
    for (Map.Entry<String, String> role : wanted.entrySet()) {
      if (!there.containsKey(role.getKey())) {
        keycloak.createClientRole(
            id, new RoleRepresentation(role.getKey(), role.getValue(), false));
        changes.made("role " + role.getKey() + " of " + client);
      }
    }
    if (!there.keySet().containsAll(wanted.keySet())) {
      read(client, id);
    }
    for (RoleRepresentation role : of(client).values()) {
      if (role.isComposite()) {
        keycloak.removeComposites(role.getId(), List.copyOf(keycloak.composites(role.getId())));
        changes.removed("roles within the role " + role.getName() + " of " + client);
      }
    }
  }

  void read(String client, String id) {
    clientIds.put(client, id);
    Map<String, RoleRepresentation> roles = new HashMap<>();
    keycloak.clientRoles(id).forEach(role -> roles.put(role.getName(), role));
    byClient.put(client, roles);
  }

  Set<String> clients() {
    return byClient.keySet();
  }

  String clientId(String client) {
    return Objects.requireNonNull(clientIds.get(client), client);
  }

  Map<String, RoleRepresentation> of(String client) {
    return Objects.requireNonNull(byClient.get(client), client);
  }

  List<RoleRepresentation> of(String client, List<String> names) {
    return names.stream().map(name -> Objects.requireNonNull(of(client).get(name), name)).toList();
  }
}
