package eu.portsalliance.gateway.access;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tokens that were found good, so that a machine client's is not parsed and its signature not
 * checked again with every call. Whether it is still in its time is asked each time.
 */
final class VerifiedTokens implements ReactiveJwtDecoder {

  private static final int MOST = 1_000;

  private final ReactiveJwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> dates;
  private final ConcurrentMap<String, Jwt> good = new ConcurrentHashMap<>();

  VerifiedTokens(ReactiveJwtDecoder decoder, OAuth2TokenValidator<Jwt> dates) {
    this.decoder = decoder;
    this.dates = dates;
  }

  @Override
  public Mono<Jwt> decode(String token) {
    Jwt known = good.get(token);
    if (known != null) {
      if (!dates.validate(known).hasErrors()) {
        return Mono.just(known);
      }
      good.remove(token);
    }
    return decoder.decode(token).doOnNext(jwt -> remember(token, jwt));
  }

  private void remember(String token, Jwt jwt) {
    if (good.size() >= MOST) {
      good.clear(); // forgetting costs a check, no more
    }
    good.put(token, jwt);
  }
}
