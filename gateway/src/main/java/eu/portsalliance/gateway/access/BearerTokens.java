package eu.portsalliance.gateway.access;

import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.outage.Issuer;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;

/**
 * Tokens that API calls bring: good ones, and those of machine clients that ended while the issuer
 * was away and that are extended.
 */
record BearerTokens(
    ReactiveJwtDecoder good, ReactiveJwtDecoder atAnyTime, Issuer issuer, Extensions extensions)
    implements ReactiveJwtDecoder {

  @Override
  public Mono<Jwt> decode(String token) {
    return good.decode(token)
        .onErrorResume(
            JwtValidationException.class,
            refusal ->
                atAnyTime
                    .decode(token)
                    .filterWhen(ended -> extended(ended))
                    .switchIfEmpty(Mono.error(refusal)));
  }

  /** Asks the issuer once more where it was not known to be away. */
  private Mono<Boolean> extended(Jwt ended) {
    return issuer.isAway()
        ? Mono.just(extensions.ofMachine(ended).isPresent())
        : issuer.away().map(away -> away && extensions.ofMachine(ended).isPresent());
  }
}
