package eu.portsalliance.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemResponses;
import eu.portsalliance.problem.ProblemType;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets in who comes with a token that ended while the issuer was away and that the port's gateway
 * extends (ADR 0017). The gateway's statement holds the token itself, so that its roles are the
 * issuer's; it is good for a minute, for one method and path. What is done with it is marked in the
 * audit.
 */
final class ExtendedAuthentication implements WebFilter {

  static final String SCHEME = "Extended ";
  private static final JOSEObjectType TYPE = new JOSEObjectType("extended+jwt");
  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

  /** How long after its end a machine's token can serve, and a person's. */
  private static final Duration MOST = Duration.ofHours(24);

  private static final Duration MOST_OF_PEOPLE = Duration.ofHours(10);

  /** An open stream ends and is asked for anew, as with any token. */
  private static final Duration OPEN = Duration.ofMinutes(5);

  private final Locode port;
  private final ECKey gateway;
  private final ReactiveJwtDecoder tokens;
  private final CallerConverter callers;
  private final Clock clock;

  /**
   * @param gateway public key of the port's gateway
   * @param tokens verifies signature and issuer of a token, whenever it ended
   */
  ExtendedAuthentication(
      Locode port, ECKey gateway, ReactiveJwtDecoder tokens, CallerConverter callers, Clock clock) {
    this.port = port;
    this.gateway = gateway;
    this.tokens = tokens;
    this.callers = callers;
    this.clock = clock;
  }

  /** A statement that holds: the token and until when it is extended. */
  private record Extension(String token, Instant until) {}

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME)) {
      return chain.filter(exchange);
    }
    return Mono.justOrEmpty(statement(header.substring(SCHEME.length()), exchange.getRequest()))
        .flatMap(this::extended)
        .flatMap(callers::convert)
        .map(Optional::of)
        .onErrorResume(BadJwtException.class, _ -> Mono.just(Optional.empty()))
        .onErrorResume(AuthenticationException.class, _ -> Mono.just(Optional.empty()))
        .defaultIfEmpty(Optional.empty())
        .flatMap(
            proven ->
                proven
                    .map(
                        authentication ->
                            chain
                                .filter(exchange)
                                .contextWrite(AuditTrail::marked)
                                .contextWrite(
                                    ReactiveSecurityContextHolder.withAuthentication(
                                        authentication)))
                    .orElseGet(() -> refuse(exchange)))
        .onErrorResume(JwtException.class, _ -> notNow(exchange));
  }

  private Optional<Extension> statement(String compact, ServerHttpRequest request) {
    try {
      SignedJWT jws = SignedJWT.parse(compact);
      JWTClaimsSet claims = jws.getJWTClaimsSet();
      boolean forThis =
          JWSAlgorithm.ES256.equals(jws.getHeader().getAlgorithm())
              && TYPE.equals(jws.getHeader().getType())
              && jws.getHeader().getCriticalParams() == null
              && List.of(port.value()).equals(claims.getAudience())
              && request.getMethod().name().equals(claims.getClaim("htm"))
              && request.getURI().getRawPath().equals(claims.getClaim("htu"));
      return forThis && jws.verify(verifier()) && isNow(claims)
          ? Optional.of(
              new Extension(
                  claims.getStringClaim("token"), claims.getDateClaim("until").toInstant()))
          : Optional.empty();
    } catch (ParseException | JOSEException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private ECDSAVerifier verifier() throws JOSEException {
    ECDSAVerifier verifier = new ECDSAVerifier(gateway);
    SignatureProvider.corretto().ifPresent(verifier.getJCAContext()::setProvider);
    return verifier;
  }

  private boolean isNow(JWTClaimsSet claims) throws ParseException {
    Instant now = clock.instant();
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    Date until = claims.getDateClaim("until");
    return issued != null
        && expires != null
        && until != null
        && claims.getStringClaim("token") != null
        && !issued.toInstant().isAfter(now.plus(CLOCK_SKEW))
        && expires.toInstant().isAfter(now.minus(CLOCK_SKEW))
        && Duration.between(issued.toInstant(), expires.toInstant()).compareTo(LIFETIME) <= 0
        && until.toInstant().isAfter(now);
  }

  /** The token as it was issued, but for its end. */
  private Mono<Jwt> extended(Extension extension) {
    return tokens
        .decode(extension.token())
        .filter(
            token -> {
              Instant ended = token.getExpiresAt();
              Duration most = token.hasClaim("person") ? MOST_OF_PEOPLE : MOST;
              return ended != null && !extension.until().isAfter(ended.plus(most));
            })
        .map(
            token -> {
              Instant open = clock.instant().plus(OPEN);
              Instant end = open.isBefore(extension.until()) ? open : extension.until();
              return Jwt.withTokenValue(token.getTokenValue())
                  .headers(headers -> headers.putAll(token.getHeaders()))
                  .claims(claims -> claims.putAll(token.getClaims()))
                  .expiresAt(end)
                  .build();
            });
  }

  private static Mono<Void> refuse(ServerWebExchange exchange) {
    return ProblemResponses.write(
        exchange,
        Problem.of(ProblemType.UNAUTHENTICATED, "The token ended and is not extended any more."));
  }

  private static Mono<Void> notNow(ServerWebExchange exchange) {
    return ProblemResponses.write(
        exchange,
        Problem.of(
            ProblemType.SERVICE_UNAVAILABLE,
            "The token cannot be checked now, since its issuer does not answer; try again later."));
  }
}
