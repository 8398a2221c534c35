package eu.portsalliance.gateway.access;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The issuer's public keys (RFC 7517, section 5). They are kept for as long as the process lives,
 * so that tokens can be checked while the issuer is away; a key id that is not known asks the
 * issuer again, but not more often than every five seconds, whatever strangers send.
 */
final class SigningKeys {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  private record Known(JWKSet keys, Instant askedAt) {}

  private final WebClient issuer;
  private final String address;
  private final Clock clock;
  private final AtomicReference<@Nullable Known> known = new AtomicReference<>();
  private final AtomicReference<@Nullable Mono<JWKSet>> flight = new AtomicReference<>();

  SigningKeys(WebClient issuer, String address, Clock clock) {
    this.issuer = issuer;
    this.address = address;
    this.clock = clock;
  }

  /** The keys to check a token with; empty when none has its key id. */
  Flux<JWK> of(SignedJWT token) {
    String id = token.getHeader().getKeyID();
    if (id == null) {
      return Flux.empty();
    }
    Known now = known.get();
    if (now != null) {
      JWK key = now.keys().getKeyByKeyId(id);
      if (key != null) {
        return Flux.just(key);
      }
      if (clock.instant().isBefore(now.askedAt().plus(PAUSE))) {
        return Flux.empty();
      }
    }
    return ask().flatMapIterable(keys -> withId(keys, id));
  }

  private static List<JWK> withId(JWKSet keys, String id) {
    JWK key = keys.getKeyByKeyId(id);
    return key == null ? List.of() : List.of(key);
  }

  private Mono<JWKSet> ask() {
    Mono<JWKSet> running = flight.get();
    if (running != null) {
      return running;
    }
    Mono<JWKSet> mine =
        issuer
            .get()
            .uri(address)
            .retrieve()
            .bodyToMono(String.class)
            .map(SigningKeys::parse)
            .doOnNext(keys -> known.set(new Known(keys, clock.instant())))
            .doFinally(_ -> flight.set(null))
            .cache();
    Mono<JWKSet> other = flight.compareAndExchange(null, mine);
    return other == null ? mine : other;
  }

  private static JWKSet parse(String document) {
    try {
      return JWKSet.parse(document);
    } catch (ParseException e) {
      throw new IllegalArgumentException("the issuer's key set cannot be read", e);
    }
  }
}
