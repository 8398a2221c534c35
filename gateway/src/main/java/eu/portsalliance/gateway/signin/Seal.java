package eu.portsalliance.gateway.signin;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what others keep for the gateway: a JWE with direct encryption by A256GCM (RFC 7516; RFC
 * 7518, sections 4.5 and 5.3), for this gateway alone.
 */
final class Seal {

  static final int KEY_BYTES = 32;

  private static final JWEHeader HEADER = new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM);

  private final String gateway;
  private final byte[] key;

  Seal(String gateway, byte[] key) {
    this.gateway = gateway;
    this.key = key.clone();
  }

  /** Another key from the same one, so that nothing sealed for one purpose opens for the other. */
  Seal of(String purpose) {
    try {
      Mac derivation = Mac.getInstance("HmacSHA256");
      derivation.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Seal(gateway, derivation.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC with SHA-256", e);
    }
  }

  String seal(JWTClaimsSet.Builder claims) {
    EncryptedJWT sealed = new EncryptedJWT(HEADER, claims.audience(gateway).build());
    try {
      sealed.encrypt(new DirectEncrypter(key));
      return sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("nothing can be sealed", e);
    }
  }

  /** What was sealed here; empty when it is changed or another gateway's. */
  Optional<JWTClaimsSet> open(String sealed) {
    try {
      EncryptedJWT jwt = EncryptedJWT.parse(sealed);
      // the header is the sender's word: nothing but our own way of sealing is tried
      if (!JWEAlgorithm.DIR.equals(jwt.getHeader().getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(jwt.getHeader().getEncryptionMethod())) {
        return Optional.empty();
      }
      jwt.decrypt(new DirectDecrypter(key));
      return Optional.of(jwt.getJWTClaimsSet())
          .filter(claims -> List.of(gateway).equals(claims.getAudience()));
    } catch (ParseException | JOSEException notOurs) {
      return Optional.empty();
    }
  }
}
