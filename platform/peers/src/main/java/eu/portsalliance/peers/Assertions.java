package eu.portsalliance.peers;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.portsalliance.access.Locode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Assertions by which ports, and services of one port, prove themselves to each other without a
 * central issuer: a JWT of at most 60 seconds, bound to receiver, method, path and body
 * (docs/protocol/peer-v1.md).
 */
public final class Assertions {

  /** The authentication scheme in the {@code Authorization} header. */
  public static final String SCHEME = "Peer ";

  /** The longest life of an assertion. */
  public static final Duration LIFETIME = Duration.ofSeconds(60);

  static final String TYPE = "peer+jwt";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

  /** What a database keeps as it is. */
  private static final Pattern JTI = Pattern.compile("[!-~]{1,128}");

  private final Clock clock;

  public Assertions(Clock clock) {
    this.clock = clock;
  }

  /**
   * What an assertion is bound to.
   *
   * @param receiver the port that is called
   * @param method HTTP method in capitals
   * @param target path and query as the receiver sees them
   * @param body the exact body; empty for none
   */
  public record Request(Locode receiver, String method, String target, byte[] body) {}

  /**
   * A verified assertion.
   *
   * @param peer who made it
   * @param jti its identifier, to be remembered until it expires
   * @param expires when that is
   */
  public record Verified(Peer peer, String jti, Instant expires) {}

  /**
   * Finds the public key of a peer or service; empty when the key may not speak for it now. A
   * service that declares a bean of this type takes assertions beside tokens.
   */
  @FunctionalInterface
  public interface Keys {
    Optional<PortKey> find(Peer peer, String thumbprint);
  }

  /** Makes the value of the {@code Authorization} header for one request. */
  public String header(Peer self, PortKey key, Request request) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(self.issuer())
            .audience(request.receiver().value())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .jwtID(UUID.randomUUID().toString())
            .claim("htm", request.method())
            .claim("htu", request.target())
            .claim("bh", hash(request.body()))
            .build();
    byte[] payload = claims.toString().getBytes(StandardCharsets.UTF_8);
    return SCHEME + Jws.sign(key, TYPE, payload);
  }

  /**
   * Verifies an assertion against the request that carries it. Whether it was seen before is for
   * {@link SeenAssertions} to say.
   *
   * @param header the value of the {@code Authorization} header
   * @return empty when anything about it is wrong
   */
  public Optional<Verified> verify(String header, Request request, Keys keys) {
    if (!header.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String compact = header.substring(SCHEME.length());
    try {
      Map<String, Object> payload = JWSObject.parse(compact).getPayload().toJSONObject();
      // no object, or one that names a member twice
      if (payload == null) {
        return Optional.empty();
      }
      JWTClaimsSet unverified = JWTClaimsSet.parse(payload);
      Peer peer = Peer.of(Objects.requireNonNullElse(unverified.getIssuer(), ""));
      return Jws.verify(compact, TYPE, kid -> keys.find(peer, kid).map(PortKey::jwk))
          .flatMap(_ -> bound(unverified, peer, request));
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Verified> bound(JWTClaimsSet claims, Peer peer, Request request) {
    Instant now = clock.instant();
    Date issued = claims.getIssueTime();
    Date expires = claims.getExpirationTime();
    String jti = claims.getJWTID();
    if (issued == null || expires == null || jti == null || !JTI.matcher(jti).matches()) {
      return Optional.empty();
    }
    boolean inTime =
        !issued.toInstant().isAfter(now.plus(CLOCK_SKEW))
            && expires.toInstant().isAfter(now.minus(CLOCK_SKEW))
            && Duration.between(issued.toInstant(), expires.toInstant()).compareTo(LIFETIME) <= 0;
    boolean forThis =
        List.of(request.receiver().value()).equals(claims.getAudience())
            && request.method().equals(claims.getClaim("htm"))
            && request.target().equals(claims.getClaim("htu"))
            && hash(request.body()).equals(claims.getClaim("bh"));
    return inTime && forThis
        ? Optional.of(new Verified(peer, jti, expires.toInstant().plus(CLOCK_SKEW)))
        : Optional.empty();
  }

  private static String hash(byte[] body) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
