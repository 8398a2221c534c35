package eu.portsalliance.gateway.signin;

import com.nimbusds.jwt.JWTClaimsSet;
import eu.portsalliance.gateway.GatewayProperties;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals what has to be remembered between the start of a sign-in and the return from the agency, so
 * that the browser keeps it and the gateway keeps nothing, for ten minutes.
 */
final class PendingSignIns {

  /** How long a person may take at their agency. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Seal seal;
  private final Clock clock;

  /**
   * @param properties name of the gateway, and the key if one is given: replicas need the same one;
   *     without it a key is made, which ends with this process
   */
  PendingSignIns(GatewayProperties properties, Clock clock) {
    this.seal =
        new Seal(
            properties.name(), properties.signIn().sealingKey().orElseGet(PendingSignIns::made));
    this.clock = clock;
  }

  /**
   * A sign-in that was started.
   *
   * @param state ties the answer to this browser (RFC 6749, section 10.12)
   * @param nonce ties the ID token to this sign-in (OpenID Connect Core 1.0, section 15.5.2)
   * @param verifier proves who started (RFC 7636, section 4.1)
   * @param target page of the portal to go to afterwards
   */
  record Pending(String state, String nonce, String verifier, @Nullable String target) {

    /** Without what proves anything. */
    @Override
    public String toString() {
      return "Pending[target=" + target + "]";
    }
  }

  /** The sealed form, fit for a cookie. */
  String seal(Pending pending) {
    return seal.seal(
        new JWTClaimsSet.Builder()
            .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
            .claim("state", pending.state())
            .claim("nonce", pending.nonce())
            .claim("verifier", pending.verifier())
            .claim("to", pending.target()));
  }

  /** What was sealed here; empty when it is changed, too old, or another gateway's. */
  Optional<Pending> open(String sealed) {
    return seal.open(sealed).flatMap(this::pending);
  }

  private Optional<Pending> pending(JWTClaimsSet claims) {
    Date expires = claims.getExpirationTime();
    if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
      return Optional.empty();
    }
    return Optional.of(
        new Pending(
            String.valueOf(claims.getClaim("state")),
            String.valueOf(claims.getClaim("nonce")),
            String.valueOf(claims.getClaim("verifier")),
            claims.getClaim("to") instanceof String target ? target : null));
  }

  private static byte[] made() {
    byte[] key = new byte[Seal.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
