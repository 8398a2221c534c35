package eu.portsalliance.peers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jca.JCAAware;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.ECKey;
import eu.portsalliance.access.SignatureProvider;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * Signs and verifies exact bytes as compact JWS (RFC 7515) with ES256 (RFC 7518, section 3.4) and
 * nothing else: the algorithm is never taken from what was received.
 */
public final class Jws {

  private Jws() {}

  /**
   * What was verified.
   *
   * @param payload the bytes that were signed
   * @param kid thumbprint of the key that signed them
   */
  public record Verified(byte[] payload, String kid) {}

  /**
   * Signs bytes.
   *
   * @param type the {@code typ} header: what kind of document this is
   * @return the compact serialisation
   */
  public static String sign(PortKey key, String type, byte[] payload) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(type))
            .keyID(key.thumbprint())
            .build();
    JWSObject jws = new JWSObject(header, new Payload(payload));
    try {
      jws.sign(computedFast(new ECDSASigner(key.jwk())));
    } catch (JOSEException failure) {
      throw new IllegalStateException("the key cannot sign: it has no private part", failure);
    }
    return jws.serialize();
  }

  /**
   * Verifies a signature.
   *
   * @param compact what was received
   * @param type the kind of document expected
   * @param keys finds the public key for a {@code kid}; empty when it is not known
   * @return the payload, or empty when anything about it is wrong
   */
  public static Optional<Verified> verify(
      String compact, String type, Function<String, Optional<ECKey>> keys) {
    try {
      JWSObject jws = JWSObject.parse(compact);
      JWSHeader header = jws.getHeader();
      if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())
          || !new JOSEObjectType(type).equals(header.getType())
          || header.getKeyID() == null
          || header.getCriticalParams() != null) {
        return Optional.empty();
      }
      Optional<ECKey> key = keys.apply(header.getKeyID());
      if (key.isEmpty() || !jws.verify(computedFast(new ECDSAVerifier(key.get().toPublicJWK())))) {
        return Optional.empty();
      }
      return Optional.of(new Verified(jws.getPayload().toBytes(), header.getKeyID()));
    } catch (ParseException | JOSEException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }

  private static <T extends JCAAware<JCAContext>> T computedFast(T signerOrVerifier) {
    SignatureProvider.corretto().ifPresent(signerOrVerifier.getJCAContext()::setProvider);
    return signerOrVerifier;
  }

  /** The {@code kid} that a compact JWS claims, before anything is verified. */
  public static Optional<String> claimedKey(String compact) {
    try {
      return Optional.ofNullable(JWSObject.parse(compact).getHeader().getKeyID());
    } catch (ParseException malformed) {
      return Optional.empty();
    }
  }
}
