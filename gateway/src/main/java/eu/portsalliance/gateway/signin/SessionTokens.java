package eu.portsalliance.gateway.signin;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

/**
 * The tokens of one session. They change in place: neither the session nor its id changes when a
 * token is renewed, so no request that is under way is stranded.
 */
interface SessionTokens {

  /**
   * What is held at one moment.
   *
   * @param access the verified access token
   * @param refresh the refresh token, absent when the issuer gave none
   * @param renewAt when to ask for the next one
   */
  record Held(Jwt access, @Nullable String refresh, Instant renewAt) {

    boolean expired(Instant now) {
      Instant expiry = access.getExpiresAt();
      return expiry == null || !now.isBefore(expiry);
    }

    Held later(Instant next) {
      return new Held(access, refresh, next);
    }

    /** Whether it is the same access token. */
    boolean like(Held other) {
      return access.getTokenValue().equals(other.access().getTokenValue());
    }

    /** Without the tokens. */
    @Override
    public String toString() {
      return "Held[renewAt=" + renewAt + "]";
    }
  }

  /** How an attempt to renew ended. */
  sealed interface Renewal {
    /** The issuer gave new tokens, which are held now. */
    record Renewed(Held held) implements Renewal {}

    /** The issuer ended the session. */
    record Refused() implements Renewal {}

    /** The issuer did not answer. */
    record Away() implements Renewal {}
  }

  Held held();

  /** Puts off the next attempt, unless somebody renewed in the meantime. */
  void postpone(Held seen, Instant next);

  /** Completes when the session is over. */
  Mono<Void> ended();

  /** The session is over. */
  void end();

  /**
   * Renews once, however many ask: a refresh token is good for one use, and the second of two
   * parallel attempts would end the session. The attempt goes on when the caller who started it
   * goes away, since the answer carries the only valid refresh token.
   *
   * @param stale what the caller saw
   * @param act asks the issuer
   */
  Mono<Renewal> renewOnce(Held stale, Function<Held, Mono<Renewal>> act);
}
