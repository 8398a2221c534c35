package eu.portsalliance.gateway.signin;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.portsalliance.gateway.GatewayProperties;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Seals what has to be remembered between the start of a sign-in and the return from the agency, so
 * that the browser keeps it and the gateway keeps nothing: a JWE with direct encryption by A256GCM
 * (RFC 7516; RFC 7518, sections 4.5 and 5.3), for this gateway alone and for ten minutes.
 */
final class PendingSignIns {

  /** How long a person may take at their agency. */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final int KEY_BYTES = 32;
  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

  private final String gateway;
  private final byte[] key;
  private final Clock clock;

  /**
   * @param properties name of the gateway, and the key if one is given: replicas need the same one;
   *     without it a key is made, which ends with this process
   */
  PendingSignIns(GatewayProperties properties, Clock clock) {
    this.gateway = properties.name();
    this.key = properties.signIn().sealingKey().orElseGet(PendingSignIns::made);
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
    EncryptedJWT sealed =
        new EncryptedJWT(
            HEADER,
            new JWTClaimsSet.Builder()
                .audience(gateway)
                .expirationTime(Date.from(clock.instant().plus(LIFETIME)))
                .claim("state", pending.state())
                .claim("nonce", pending.nonce())
                .claim("verifier", pending.verifier())
                .claim("to", pending.target())
                .build());
    try {
      sealed.encrypt(new DirectEncrypter(key));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a sign-in cannot be sealed", e);
    }
  }

  /** What was sealed here; empty when it is changed, too old, or another gateway's. */
  Optional<Pending> open(String sealed) {
    try {
      EncryptedJWT jwt = EncryptedJWT.parse(sealed);
      // the header is the sender's word: nothing but our own way of sealing is tried
      if (!JWEAlgorithm.DIR.equals(jwt.getHeader().getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(jwt.getHeader().getEncryptionMethod())) {
        return Optional.empty();
      }
      jwt.decrypt(new DirectDecrypter(key));
      return pending(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }

  private Optional<Pending> pending(JWTClaimsSet claims) throws ParseException {
    Date expires = claims.getExpirationTime();
    Instant now = clock.instant();
    if (!List.of(gateway).equals(claims.getAudience())
        || expires == null
        || !now.isBefore(expires.toInstant())) {
      return Optional.empty();
    }
    return Optional.of(
        new Pending(
            claims.getStringClaim("state"),
            claims.getStringClaim("nonce"),
            claims.getStringClaim("verifier"),
            claims.getStringClaim("to")));
  }

  private static byte[] made() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
