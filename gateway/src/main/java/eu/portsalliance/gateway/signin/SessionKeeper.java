package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.outage.Issuer;
import eu.portsalliance.gateway.signin.SessionTokens.Held;
import eu.portsalliance.gateway.signin.SessionTokens.Renewal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Keeps the tokens of people's sessions and renews them (RFC 6749, section 6). With the issuer away
 * a session lives on with the access token that it has and, where the gateway extends it, beyond.
 */
public final class SessionKeeper {

  /** What a session can lend to a request. */
  public sealed interface Loan {
    /**
     * A verified, unexpired token.
     *
     * @param ended completes when the person signs out; open streams end with it
     */
    record Usable(Jwt token, Mono<Void> ended) implements Loan {}

    /** There is no session, or the issuer ended it. */
    record Ended() implements Loan {}

    /**
     * The token expired, the issuer is away, and this gateway extends it.
     *
     * @param until when that ends
     */
    record Extended(Jwt token, Instant until, Mono<Void> ended) implements Loan {}

    /** The token expired and the issuer cannot be asked now; the session stays. */
    record Away() implements Loan {}
  }

  /** Error code of an access token that names no audience: its person has no role here. */
  public static final String NO_ROLE = "no_role_here";

  private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);

  /** Attribute of a session. */
  static final String TOKENS = SessionTokens.class.getName();

  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ClientRegistration client;
  private final ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer;
  private final ReactiveJwtDecoder decoder;
  private final Clock clock;
  private final Issuer availability;
  private final Extensions extensions;

  SessionKeeper(
      ClientRegistration client,
      ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> issuer,
      ReactiveJwtDecoder decoder,
      Issuer availability,
      Extensions extensions,
      Clock clock) {
    this.availability = availability;
    this.extensions = extensions;
    this.client = client;
    this.issuer = issuer;
    this.decoder = decoder;
    this.clock = clock;
  }

  /** The token that this request's session lends; renews it first when it is due. */
  public Mono<Loan> token(ServerWebExchange exchange) {
    return exchange.getSession().flatMap(this::token);
  }

  /** The last token that was verified for the session, expired or not. */
  public Mono<Jwt> lastKnown(ServerWebExchange exchange) {
    return exchange.getSession().mapNotNull(SessionKeeper::tokens).map(t -> t.held().access());
  }

  /** Verifies what the issuer gave at sign-in and keeps it; fails with a JwtException. */
  Mono<Void> keep(WebSession session, String access, @Nullable String refresh) {
    return decoder
        .decode(access)
        .doOnNext(
            token -> session.getAttributes().put(TOKENS, new TokensInMemory(held(token, refresh))))
        .then();
  }

  /** Ends the session here, with its streams. */
  Mono<Void> end(WebSession session) {
    SessionTokens tokens = tokens(session);
    if (tokens != null) {
      tokens.end();
    }
    return session.invalidate();
  }

  private Mono<Loan> token(WebSession session) {
    SessionTokens tokens = tokens(session);
    if (tokens == null) {
      return Mono.just(new Loan.Ended());
    }
    Held held = tokens.held();
    if (clock.instant().isBefore(held.renewAt())) {
      return held.expired(clock.instant())
          ? beyond(session, tokens, held)
          : Mono.just(asItIs(tokens, held));
    }
    return tokens.renewOnce(held, this::renew).flatMap(r -> afterwards(session, tokens, held, r));
  }

  private Mono<Loan> afterwards(
      WebSession session, SessionTokens tokens, Held held, Renewal renewal) {
    return switch (renewal) {
      case Renewal.Renewed renewed -> Mono.just(asItIs(tokens, renewed.held()));
      case Renewal.Refused() -> end(session).thenReturn(new Loan.Ended());
      case Renewal.Away() -> {
        tokens.postpone(held, clock.instant().plus(PAUSE));
        yield held.expired(clock.instant())
            ? beyond(session, tokens, held)
            : Mono.just(asItIs(tokens, held));
      }
    };
  }

  private Mono<Loan> beyond(WebSession session, SessionTokens tokens, Held held) {
    return (availability.isAway() ? Mono.just(true) : availability.away())
        .map(
            _ ->
                extensions
                    .ofSession(session.getCreationTime())
                    .<Loan>map(until -> new Loan.Extended(held.access(), until, tokens.ended()))
                    .orElseGet(Loan.Away::new));
  }

  private Loan asItIs(SessionTokens tokens, Held held) {
    return held.expired(clock.instant())
        ? new Loan.Away()
        : new Loan.Usable(held.access(), tokens.ended());
  }

  private Mono<Renewal> renew(Held held) {
    String refresh = held.refresh();
    if (refresh == null) {
      return Mono.just(held.expired(clock.instant()) ? new Renewal.Refused() : new Renewal.Away());
    }
    return issuer
        .getTokenResponse(request(held, refresh))
        .flatMap(answer -> verified(answer, refresh))
        .onErrorResume(SessionKeeper::failed);
  }

  private OAuth2RefreshTokenGrantRequest request(Held held, String refresh) {
    Jwt access = held.access();
    return new OAuth2RefreshTokenGrantRequest(
        client,
        new OAuth2AccessToken(
            OAuth2AccessToken.TokenType.BEARER,
            access.getTokenValue(),
            access.getIssuedAt(),
            access.getExpiresAt()),
        new OAuth2RefreshToken(refresh, null));
  }

  private Mono<Renewal> verified(OAuth2AccessTokenResponse answer, String refresh) {
    OAuth2RefreshToken next = answer.getRefreshToken();
    String kept = next == null ? refresh : next.getTokenValue();
    return decoder
        .decode(answer.getAccessToken().getTokenValue())
        .map(token -> new Renewal.Renewed(held(token, kept)));
  }

  private static Mono<Renewal> failed(Throwable failure) {
    if (failure instanceof OAuth2AuthorizationException refused
        && OAuth2ErrorCodes.INVALID_GRANT.equals(refused.getError().getErrorCode())) {
      return Mono.just(new Renewal.Refused());
    }
    if (failure instanceof BadJwtException) {
      LOG.warn("a session was ended: its renewed token is not for this gateway");
      return Mono.just(new Renewal.Refused());
    }
    LOG.warn("a session could not be renewed: {}", failure.getClass().getName());
    return Mono.just(new Renewal.Away());
  }

  private Held held(Jwt token, @Nullable String refresh) {
    Instant now = clock.instant();
    Instant expiry = token.getExpiresAt();
    if (expiry == null) {
      return new Held(token, refresh, now);
    }
    Duration quarter = Duration.between(now, expiry).dividedBy(4);
    return new Held(token, refresh, expiry.minus(quarter.compareTo(EARLY) < 0 ? quarter : EARLY));
  }

  private static @Nullable SessionTokens tokens(WebSession session) {
    return session.getAttribute(TOKENS);
  }
}
