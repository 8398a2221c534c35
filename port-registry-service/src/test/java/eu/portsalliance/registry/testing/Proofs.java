package eu.portsalliance.registry.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Makes enrolment proofs as a port does, and the wrong ones that somebody else might send. */
public final class Proofs {

  private final PortKey key;
  private final Map<String, Object> statement = new LinkedHashMap<>();

  private Proofs(PortKey key, String port, String address, Instant now) {
    this.key = key;
    statement.put("port", port);
    statement.put("address", address);
    statement.put("aud", "port-registry");
    statement.put("iat", now.getEpochSecond());
    statement.put("jti", UUID.randomUUID().toString());
  }

  public static Proofs of(PortKey key, String port, String address, Instant now) {
    return new Proofs(key, port, address, now);
  }

  public Proofs with(String member, Object value) {
    statement.put(member, value);
    return this;
  }

  public Proofs without(String member) {
    statement.remove(member);
    return this;
  }

  /** The proof as a port sends it. */
  public String sign() {
    return sign(header("enrolment+jws").build(), key);
  }

  /** The same with another type of document. */
  public String signAs(String type) {
    return sign(header(type).build(), key);
  }

  /** The same with a header of the caller's making. */
  public String sign(JWSHeader header, PortKey signer) {
    JWSObject jws = new JWSObject(header, new Payload(statement()));
    try {
      jws.sign(new ECDSASigner(signer.jwk()));
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
    return jws.serialize();
  }

  public JWSHeader.Builder header(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(new JOSEObjectType(type))
        .keyID(key.thumbprint())
        .jwk(key.jwk().toPublicJWK());
  }

  /** The payload as it is signed. */
  public String statement() {
    return JsonMapper.builder().build().writeValueAsString(statement);
  }
}
