package eu.portsalliance.identity.keycloak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientMappingsRepresentation;
import org.keycloak.representations.idm.MappingsRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Keeps exactly the wanted scope mappings: they bound which roles a token can carry at all. */
final class ScopeMatcher {

  private final Changes changes;

  ScopeMatcher(Changes changes) {
    this.changes = changes;
  }

  /**
   * Matches the scope of one client or client scope.
   *
   * @param client id of the client whose roles are wanted; not used where none are
   * @param wanted roles of that client
   */
  void match(
      String owner, BlockingRoleMappings mappings, String client, List<RoleRepresentation> wanted) {
    MappingsRepresentation all = mappings.all();
    if (all.getRealmMappings() != null && !all.getRealmMappings().isEmpty()) {
      mappings.removeOfRealm(all.getRealmMappings());
      changes.removed("realm roles from the scope of " + owner);
    }
    Map<String, ClientMappingsRepresentation> byClient =
        all.getClientMappings() == null ? Map.of() : all.getClientMappings();
    List<RoleRepresentation> missing = new ArrayList<>(wanted);
    for (ClientMappingsRepresentation mapped : byClient.values()) {
      List<RoleRepresentation> extra = new ArrayList<>(mapped.getMappings());
      if (mapped.getId().equals(client)) {
        extra.removeIf(role -> has(wanted, role));
        missing.removeIf(role -> has(mapped.getMappings(), role));
      }
      if (!extra.isEmpty()) {
        mappings.remove(mapped.getId(), extra);
        changes.removed(names(extra, mapped.getClient()) + " from the scope of " + owner);
      }
    }
    if (!missing.isEmpty()) {
      mappings.add(client, missing);
      changes.made("scope of " + owner + ": " + names(missing, "its port"));
    }
  }

  private static boolean has(List<RoleRepresentation> roles, RoleRepresentation role) {
    return roles.stream().anyMatch(r -> r.getName().equals(role.getName()));
  }

  private static String names(List<RoleRepresentation> roles, String of) {
    return "roles "
        + String.join(", ", roles.stream().map(RoleRepresentation::getName).sorted().toList())
        + " of "
        + of;
  }
}
