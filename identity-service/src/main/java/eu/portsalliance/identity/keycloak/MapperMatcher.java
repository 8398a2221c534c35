package eu.portsalliance.identity.keycloak;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Keeps exactly the wanted protocol mappers: one more could write any role into a token. */
final class MapperMatcher {

  private final Changes changes;

  MapperMatcher(Changes changes) {
    this.changes = changes;
  }

  void match(
      String owner,
      BlockingMappers mappers,
      @Nullable List<ProtocolMapperRepresentation> current,
      List<ProtocolMapperRepresentation> wanted) {
    List<ProtocolMapperRepresentation> there = current == null ? List.of() : current;
    for (ProtocolMapperRepresentation mapper : there) {
      if (wanted.stream().noneMatch(w -> same(mapper, w))) {
        mappers.remove(mapper.getId());
        changes.removed("mapper " + mapper.getName() + " of " + owner);
      }
    }
    for (ProtocolMapperRepresentation mapper : wanted) {
      if (there.stream().noneMatch(c -> same(c, mapper))) {
        mappers.create(mapper);
        changes.made("mapper " + mapper.getName() + " of " + owner);
      }
    }
  }

  private static boolean same(ProtocolMapperRepresentation one, ProtocolMapperRepresentation two) {
    return Objects.equals(one.getName(), two.getName())
        && Objects.equals(one.getProtocol(), two.getProtocol())
        && Objects.equals(one.getProtocolMapper(), two.getProtocolMapper())
        && Objects.equals(one.getConfig(), two.getConfig());
  }
}
