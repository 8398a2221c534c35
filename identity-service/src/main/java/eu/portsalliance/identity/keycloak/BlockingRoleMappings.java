package eu.portsalliance.identity.keycloak;

import java.util.List;
import org.keycloak.admin.client.resource.RoleMappingResource;
import org.keycloak.representations.idm.MappingsRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Roles mapped to one user, group, client or client scope; every call blocks. */
final class BlockingRoleMappings {

  private final RoleMappingResource mappings;

  BlockingRoleMappings(RoleMappingResource mappings) {
    this.mappings = mappings;
  }

  MappingsRepresentation all() {
    return mappings.getAll();
  }

  void add(String client, List<RoleRepresentation> roles) {
    mappings.clientLevel(client).add(roles);
  }

  void remove(String client, List<RoleRepresentation> roles) {
    mappings.clientLevel(client).remove(roles);
  }

  void removeOfRealm(List<RoleRepresentation> roles) {
    mappings.realmLevel().remove(roles);
  }
}
