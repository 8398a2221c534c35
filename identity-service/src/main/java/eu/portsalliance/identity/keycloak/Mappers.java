package eu.portsalliance.identity.keycloak;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * The protocol mappers that write claims. They stand at each client, not in shared client scopes:
 * whoever edits a shared scope must not change a token of ours.
 */
final class Mappers {

  private static final String TRUE = "true";

  private Mappers() {}

  /** Claims of a person at one gateway. */
  static List<ProtocolMapperRepresentation> ofPortal() {
    return List.of(
        subject(),
        mapper(
            "username",
            "oidc-usermodel-attribute-mapper",
            claim("preferred_username", "String", Map.of("user.attribute", "username"))),
        mapper("name", "oidc-full-name-mapper", everywhere(Map.of())),
        mapper(
            "person",
            "oidc-usermodel-attribute-mapper",
            claim("person", "String", Map.of("user.attribute", "person"))),
        roles(),
        audience());
  }

  /** Claims of a machine: what it is bound to is written here and in no request. */
  static List<ProtocolMapperRepresentation> ofMachine(
      String organisation, String purpose, String caseNumber, List<String> facilities) {
    String codes =
        facilities.stream()
            .map(code -> '"' + code.replace("\\", "").replace("\"", "") + '"')
            .collect(Collectors.joining(",", "[", "]"));
    return List.of(
        subject(),
        fixed("organization", "JSON", "[\"" + organisation + "\"]"),
        fixed("purpose", "String", purpose),
        fixed("case", "String", caseNumber),
        fixed("facilities", "JSON", codes),
        roles(),
        audience());
  }

  static ProtocolMapperRepresentation organisation() {
    return mapper(
        "organization",
        "oidc-organization-membership-mapper",
        claim("organization", "String", Map.of("multivalued", TRUE)));
  }

  private static ProtocolMapperRepresentation subject() {
    return mapper(
        "subject",
        "oidc-sub-mapper",
        Map.of("access.token.claim", TRUE, "introspection.token.claim", TRUE));
  }

  /** Only clients of the scope mappings of a client come out: full scope is off. */
  private static ProtocolMapperRepresentation roles() {
    return mapper(
        "roles",
        "oidc-usermodel-client-role-mapper",
        claim("resource_access.${client_id}.roles", "String", Map.of("multivalued", TRUE)));
  }

  /** Puts every client into {@code aud} at which the token has a role: that is one, by scope. */
  private static ProtocolMapperRepresentation audience() {
    return mapper(
        "audience",
        "oidc-audience-resolve-mapper",
        Map.of("access.token.claim", TRUE, "introspection.token.claim", TRUE));
  }

  private static ProtocolMapperRepresentation fixed(String claim, String type, String value) {
    return mapper(
        claim, "oidc-hardcoded-claim-mapper", claim(claim, type, Map.of("claim.value", value)));
  }

  private static Map<String, String> claim(String name, String type, Map<String, String> further) {
    Map<String, String> config = everywhere(further);
    config.put("claim.name", name);
    config.put("jsonType.label", type);
    return config;
  }

  private static Map<String, String> everywhere(Map<String, String> further) {
    Map<String, String> config = new HashMap<>(further);
    config.put("access.token.claim", TRUE);
    config.put("id.token.claim", TRUE);
    config.put("introspection.token.claim", TRUE);
    config.put("userinfo.token.claim", TRUE);
    return config;
  }

  private static ProtocolMapperRepresentation mapper(
      String name, String type, Map<String, String> config) {
    ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
    mapper.setName(name);
    mapper.setProtocol("openid-connect");
    mapper.setProtocolMapper(type);
    mapper.setConfig(config);
    return mapper;
  }
}
