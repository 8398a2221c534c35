package eu.portsalliance.gateway.outage;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.portsalliance.gateway.GatewayProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/**
 * Tokens that ended while the issuer was away, and that this gateway extends for a stated time (ADR
 * 0017). A statement of a minute, signed by the gateway, takes the token to a service of the port;
 * it holds the token as it was issued, so that nobody has more roles than the issuer gave.
 */
@Component
public final class Extensions {

  /** The time that a session has, as the issuer's own. */
  private static final Duration PEOPLE = Duration.ofHours(10);

  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final JOSEObjectType TYPE = new JOSEObjectType("extended+jwt");

  /** A token that has just ended still serves everywhere. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  private final GatewayProperties gateway;
  private final OutageProperties properties;
  private final Issuer issuer;
  private final Clock clock;
  private final @Nullable ECKey key;

  Extensions(GatewayProperties gateway, OutageProperties properties, Issuer issuer, Clock clock) {
    this.gateway = gateway;
    this.properties = properties;
    this.issuer = issuer;
    this.clock = clock;
    Path file = properties.keyFile();
    this.key = file == null ? null : load(file);
    if (key != null && gateway.alliance()) {
      throw new IllegalArgumentException(
          "alliance.outage.key-file is for a port: on the alliance plane nothing is extended.");
    }
  }

  /**
   * Until when a machine's token serves that has ended; empty when it does not. Of a client that
   * had let its token end before the issuer went, nobody knows whether it would have got another.
   */
  public Optional<Instant> ofMachine(Jwt token) {
    Instant now = clock.instant();
    Instant ended = token.getExpiresAt();
    if (key == null
        || ended == null
        || !ended.plus(SKEW).isBefore(now)
        || token.hasClaim("person")
        || !token.hasClaim("purpose")
        || !issuer.isAway()) {
      return Optional.empty();
    }
    return issuer
        .lastAnswered()
        .filter(last -> !ended.isBefore(last))
        .map(last -> last.plus(properties.machines()))
        .filter(now::isBefore);
  }

  /**
   * Until when a person's session goes on whose token has ended; empty when it does not.
   *
   * @param since when the session began
   */
  public Optional<Instant> ofSession(Instant since) {
    return key == null || !issuer.isAway()
        ? Optional.empty()
        : Optional.of(since.plus(PEOPLE)).filter(clock.instant()::isBefore);
  }

  /** The value of the {@code Authorization} header for this request to a service of the port. */
  public String header(Jwt token, Instant until, ServerHttpRequest request) {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(gateway.locode().orElseThrow() + "/gateway")
            .audience(gateway.locode().orElseThrow())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .claim("htm", request.getMethod().name())
            .claim("htu", request.getURI().getRawPath())
            .claim("token", token.getTokenValue())
            .claim("until", until.getEpochSecond())
            .build();
    SignedJWT statement =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).build(), claims);
    try {
      statement.sign(signer());
    } catch (JOSEException failure) {
      throw new IllegalStateException("the gateway's key cannot sign", failure);
    }
    return "Extended " + statement.serialize();
  }

  private JWSSigner signer() throws JOSEException {
    if (key == null) {
      throw new IllegalStateException("this gateway has no key to extend tokens with");
    }
    return new ECDSASigner(key);
  }

  private static ECKey load(Path file) {
    try {
      ECKey key = ECKey.parse(Files.readString(file));
      if (!Curve.P_256.equals(key.getCurve()) || !key.isPrivate()) {
        throw new IllegalArgumentException(
            "alliance.outage.key-file: %s holds no private EC P-256 key.".formatted(file));
      }
      return key;
    } catch (IOException | ParseException unreadable) {
      throw new IllegalArgumentException(
          "alliance.outage.key-file: %s holds no EC key in JWK form.".formatted(file), unreadable);
    }
  }
}
