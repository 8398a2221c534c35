package eu.portsalliance.registry.enrolment;

import com.nimbusds.jose.jwk.ECKey;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.registry.enrolment.ProofReading.Claimed;
import eu.portsalliance.registry.enrolment.ProofReading.Malformed;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a proof of possession: a compact JWS (RFC 7515) over what the port states, with the public
 * key in its header. Header and payload have exactly the members named here, so that nothing in
 * them can mean something to another reader.
 */
final class EnrolmentProof {

  static final String TYPE = "enrolment+jws";
  static final String AUDIENCE = "port-registry";

  /** The form of RFC 9562, section 4; Java's own parser takes shorter groups too. */
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private EnrolmentProof() {}

  private record Header(String alg, String typ, String kid, Map<String, Object> jwk) {}

  private record Statement(String port, String address, String aud, long iat, String jti) {}

  /** Reads what was received and checks its form, not yet its signature. */
  static ProofReading read(String compact) {
    List<String> parts = List.of(compact.split("\\.", -1));
    if (parts.size() != 3) {
      return new Malformed("body", "is a compact JWS of three parts");
    }
    Optional<Header> header = json(parts.get(0), Header.class);
    Optional<Statement> statement = json(parts.get(1), Statement.class);
    if (header.isEmpty()) {
      return new Malformed("header", "is a JSON object with alg, typ, kid and jwk, no more");
    }
    if (statement.isEmpty()) {
      return new Malformed("payload", "is a JSON object with port, address, aud, iat and jti");
    }
    return checkHeader(compact, header.get(), statement.get());
  }

  private static ProofReading checkHeader(String compact, Header header, Statement statement) {
    if (!"ES256".equals(header.alg())) {
      return new Malformed("header.alg", "is ES256");
    }
    if (!TYPE.equals(header.typ())) {
      return new Malformed("header.typ", "is " + TYPE);
    }
    Optional<PortKey> key = key(header.jwk());
    if (key.isEmpty()) {
      return new Malformed("header.jwk", "is a public EC key on P-256, without its private part");
    }
    if (!key.get().thumbprint().equals(header.kid())) {
      return new Malformed("header.kid", "is the RFC 7638 thumbprint of the key in header.jwk");
    }
    return checkStatement(compact, key.get(), statement);
  }

  private static ProofReading checkStatement(String compact, PortKey key, Statement statement) {
    Optional<Locode> port = locode(statement.port());
    if (port.isEmpty()) {
      return new Malformed("payload.port", "is a UN/LOCODE of five characters such as NLRTM");
    }
    Optional<String> address = GatewayAddress.read(statement.address());
    if (address.isEmpty()) {
      return new Malformed("payload.address", "is an http or https origin and no more");
    }
    if (!AUDIENCE.equals(statement.aud())) {
      return new Malformed("payload.aud", "is " + AUDIENCE);
    }
    if (!UUID_FORM.matcher(statement.jti()).matches()) {
      return new Malformed("payload.jti", "is a UUID");
    }
    Optional<Instant> at = time(statement.iat());
    if (at.isEmpty()) {
      return new Malformed("payload.iat", "is a time in seconds since 1970");
    }
    return new Claimed(
        port.get(), address.get(), at.get(), UUID.fromString(statement.jti()), key, compact);
  }

  private static <T> Optional<T> json(String part, Class<T> type) {
    try {
      return Optional.ofNullable(STRICT.readValue(Base64.getUrlDecoder().decode(part), type));
    } catch (IllegalArgumentException | JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<PortKey> key(Map<String, Object> jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      return key.isPrivate() ? Optional.empty() : Optional.of(PortKey.of(key));
    } catch (ParseException | IllegalArgumentException | IllegalStateException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Locode> locode(String text) {
    try {
      return Optional.of(new Locode(text));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(long seconds) {
    return seconds < 0 || seconds > Integer.MAX_VALUE * 4L
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }
}
