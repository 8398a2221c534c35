package eu.portsalliance.gateway.signin;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The tokens of one session, shared by all its requests. They change in place: neither the session
 * nor its id changes when a token is renewed, so no request that is under way is stranded.
 */
final class SessionTokens {

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

  private final AtomicReference<Held> held;
  private final AtomicReference<@Nullable Mono<Renewal>> flight = new AtomicReference<>();
  private final Sinks.Empty<Void> ended = Sinks.empty();

  SessionTokens(Held held) {
    this.held = new AtomicReference<>(held);
  }

  Held held() {
    return Objects.requireNonNull(held.get());
  }

  /** Puts off the next attempt, unless somebody renewed in the meantime. */
  void postpone(Held seen, Instant next) {
    held.compareAndSet(seen, seen.later(next));
  }

  /** Completes at sign-out. */
  Mono<Void> ended() {
    return ended.asMono();
  }

  void end() {
    ended.tryEmitEmpty();
  }

  /**
   * Renews once, however many ask: a refresh token is good for one use, and the second of two
   * parallel attempts would end the session. The attempt goes on when the caller who started it
   * goes away, since the answer carries the only valid refresh token.
   *
   * @param stale what the caller saw
   * @param act asks the issuer
   */
  Mono<Renewal> renewOnce(Held stale, Function<Held, Mono<Renewal>> act) {
    Mono<Renewal> running = flight.get();
    if (running != null) {
      return running;
    }
    Mono<Renewal> mine =
        Mono.defer(() -> attempt(stale, act)).doFinally(_ -> flight.set(null)).cache();
    Mono<Renewal> other = flight.compareAndExchange(null, mine);
    return other == null ? mine : other;
  }

  private Mono<Renewal> attempt(Held stale, Function<Held, Mono<Renewal>> act) {
    Held now = held();
    if (!now.access().getTokenValue().equals(stale.access().getTokenValue())) {
      return Mono.just(new Renewal.Renewed(now));
    }
    return act.apply(now)
        .doOnNext(
            renewal -> {
              if (renewal instanceof Renewal.Renewed renewed) {
                held.set(renewed.held());
              }
            });
  }
}
