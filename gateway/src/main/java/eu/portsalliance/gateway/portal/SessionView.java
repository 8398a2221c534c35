package eu.portsalliance.gateway.portal;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.GatewayProperties.Agency;
import eu.portsalliance.gateway.GatewayProperties.PortLink;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What the portal knows about the gateway and about who is signed in; the answer of GET
 * /api/session.
 *
 * @param locode the port, null at the alliance plane
 * @param name the person's display name, null when nobody is signed in
 * @param person identifier that the agency asserts; by it the portal knows one's own drafts
 * @param organisation alias of the person's organisation, null when nobody is signed in
 * @param roles at this port only
 * @param issuerAway whether new sign-ins wait, since the issuer does not answer
 */
record SessionView(
    boolean authenticated,
    String gateway,
    String plane,
    @Nullable String locode,
    String title,
    @Nullable String name,
    @Nullable String person,
    @Nullable String organisation,
    List<String> roles,
    List<Agency> agencies,
    List<PortLink> ports,
    boolean issuerAway,
    Csrf csrf) {

  /** Names of the header and the cookie that a write has to agree in. */
  record Csrf(String header, String cookie) {}

  static SessionView of(GatewayProperties properties, @Nullable Jwt token, boolean issuerAway) {
    return new SessionView(
        token != null,
        properties.name(),
        properties.alliance() ? "alliance" : "port",
        properties.locode().orElse(null),
        properties.title(),
        token == null ? null : displayName(token),
        token == null ? null : token.getClaimAsString("person"),
        token == null ? null : organisation(token),
        token == null ? List.of() : roles(token, properties.audience()),
        properties.agencies(),
        properties.ports(),
        issuerAway,
        new Csrf("X-XSRF-TOKEN", properties.csrfCookie()));
  }

  private static @Nullable String displayName(Jwt token) {
    String name = token.getClaimAsString("name");
    return name == null || name.isBlank() ? token.getClaimAsString("preferred_username") : name;
  }

  /** Keycloak writes the memberships as a list of aliases, or as an object keyed by them. */
  private static @Nullable String organisation(Jwt token) {
    Object claim = token.getClaim("organization");
    Collection<?> aliases =
        switch (claim) {
          case Map<?, ?> byAlias -> byAlias.keySet();
          case Collection<?> list -> list;
          case null, default -> List.of();
        };
    return aliases.size() == 1 ? String.valueOf(aliases.iterator().next()) : null;
  }

  private static List<String> roles(Jwt token, String client) {
    return token.getClaim("resource_access") instanceof Map<?, ?> access
            && access.get(client) instanceof Map<?, ?> grant
            && grant.get("roles") instanceof Collection<?> roles
        ? roles.stream().map(String::valueOf).sorted().toList()
        : List.of();
  }
}
