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
   * An assertion that holds for the head of a request, whose body nobody has looked at yet.
   *
   * @param head what holds if the body does
   * @param hash of the body that it was made for
   */
  public record Unread(Verified head, String hash) {

    /** Empty when it was made for another body. Whether it served before, the store says. */
    public Optional<Verified> with(byte[] body) {
      return hash.equals(Assertions.hash(body)) ? Optional.of(head) : Optional.empty();
    }
  }

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
   * Verifies an assertion against the head of the request that carries it, before anybody waits for
   * a body: key, signature, receiver, method, target and time.
   *
   * @param header the value of the {@code Authorization} header
   * @return empty when anything about it is wrong
   */
  public Optional<Unread> verify(
      String header, Locode receiver, String method, String target, Keys keys) {
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
      boolean forThis =
          List.of(receiver.value()).equals(unverified.getAudience())
              && method.equals(unverified.getClaim("htm"))
              && target.equals(unverified.getClaim("htu"));
      return forThis
          ? Jws.verify(compact, TYPE, kid -> keys.find(peer, kid).map(PortKey::jwk))
              .flatMap(_ -> inTime(unverified, peer))
          : Optional.empty();
    } catch (ParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Unread> inTime(JWTClaimsSet claims, Peer peer) {
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
    return inTime && claims.getClaim("bh") instanceof String hash
        ? Optional.of(
            new Unread(new Verified(peer, jti, expires.toInstant().plus(CLOCK_SKEW)), hash))
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
