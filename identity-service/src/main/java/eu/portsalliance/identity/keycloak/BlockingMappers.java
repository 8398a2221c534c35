package eu.portsalliance.identity.keycloak;

import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** The protocol mappers of one client or one client scope; every call blocks. */
final class BlockingMappers {

  private final ProtocolMappersResource mappers;

  BlockingMappers(ProtocolMappersResource mappers) {
    this.mappers = mappers;
  }

  void create(ProtocolMapperRepresentation wanted) {
    BlockingKeycloak.created(mappers.createMapper(wanted));
  }

  void remove(String id) {
    mappers.delete(id);
  }
}
