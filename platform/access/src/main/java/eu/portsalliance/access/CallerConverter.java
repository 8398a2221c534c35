package eu.portsalliance.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import reactor.core.publisher.Mono;

/**
 * Makes a {@link Caller} of a token whose signature, issuer and dates were verified. A token with
 * more than one port in its audience is refused: a hostile port could replay it elsewhere.
 */
final class CallerConverter implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

  /** Roles that only a person may hold whom an agency identifies. */
  private static final Set<String> SENSITIVE =
      Set.of(
          "intel-officer",
          "risk-analyst",
          "tenant-admin",
          "auditor",
          "coordinator",
          "alliance-auditor");

  private final AccessProperties properties;

  CallerConverter(AccessProperties properties) {
    this.properties = properties;
  }

  @Override
  public Mono<AbstractAuthenticationToken> convert(Jwt token) {
    return Mono.fromCallable(() -> authentication(token));
  }

  private AbstractAuthenticationToken authentication(Jwt token) {
    Caller caller = caller(token);
    var authorities = caller.roles().stream().map(SimpleGrantedAuthority::new).toList();
    var authentication =
        UsernamePasswordAuthenticationToken.authenticated(caller, null, authorities);
    authentication.setDetails(caller.actor());
    return authentication;
  }

  private Caller caller(Jwt token) {
    String audience = audience(token);
    Optional<String> person = person(token);
    Optional<Work> work = standingWork(token);
    boolean machine = work.isPresent();
    if (machine && person.isPresent()) {
      throw refused("a token is a person's or a machine's, not both");
    }
    Set<String> roles = new HashSet<>(roles(token, audience));
    if (person.isEmpty()) {
      roles.removeAll(SENSITIVE);
    }
    String client = token.getClaimAsString("azp");
    return new Caller(
        Optional.ofNullable(token.getSubject()).orElseThrow(() -> refused("no subject")),
        person.orElse(client == null ? "unknown" : client),
        person,
        organisation(token),
        port(audience),
        roles,
        Set.copyOf(strings(token.getClaim("facilities"))),
        machine,
        Optional.ofNullable(token.getExpiresAt()).orElse(Instant.EPOCH),
        work);
  }

  /** Nobody, unless it is one text that names somebody: two accounts without a name are one too. */
  private static Optional<String> person(Jwt token) {
    return token.getClaim("person") instanceof String name && !name.isBlank()
        ? Optional.of(name)
        : Optional.empty();
  }

  private String audience(Jwt token) {
    List<String> audience = Optional.ofNullable(token.getAudience()).orElse(List.of());
    List<String> ports = audience.stream().filter(a -> a.startsWith("port-")).toList();
    Optional<Locode> own = properties.ownPort();
    if (own.isPresent()) {
      if (audience.equals(List.of(own.get().client()))) {
        return own.get().client();
      }
    } else if (audience.equals(List.of("alliance"))
        || (properties.anyPort() && audience.size() == 1 && ports.size() == 1)) {
      return audience.getFirst();
    }
    throw refused("the token is not for this port alone");
  }

  private static Optional<Locode> port(String audience) {
    return audience.startsWith("port-")
        ? Optional.of(new Locode(audience.substring(5).toUpperCase(java.util.Locale.ROOT)))
        : Optional.empty();
  }

  private static Collection<String> roles(Jwt token, String client) {
    return token.getClaim("resource_access") instanceof Map<?, ?> access
            && access.get(client) instanceof Map<?, ?> grant
        ? strings(grant.get("roles"))
        : List.of();
  }

  private static String organisation(Jwt token) {
    Object claim = token.getClaim("organization");
    List<String> organisations =
        claim instanceof Map<?, ?> byAlias ? strings(byAlias.keySet()) : strings(claim);
    if (organisations.size() != 1) {
      throw refused("the token names " + organisations.size() + " organisations; it takes one");
    }
    return organisations.getFirst();
  }

  private static Optional<Work> standingWork(Jwt token) {
    String purpose = token.getClaimAsString("purpose");
    if (purpose == null) {
      return Optional.empty();
    }
    String caseNumber = token.getClaimAsString("case");
    try {
      return Optional.of(
          new Work(Work.Purpose.of(purpose), caseNumber == null ? "standing" : caseNumber));
    } catch (IllegalArgumentException notKnown) {
      throw refused("the purpose of the machine client is not known");
    }
  }

  private static List<String> strings(@Nullable Object claim) {
    List<String> strings = new ArrayList<>();
    if (claim instanceof String one) {
      strings.add(one);
    } else if (claim instanceof Collection<?> many) {
      many.forEach(item -> strings.add(String.valueOf(item)));
    }
    return strings;
  }

  private static InvalidBearerTokenException refused(String why) {
    return new InvalidBearerTokenException(why);
  }
}
