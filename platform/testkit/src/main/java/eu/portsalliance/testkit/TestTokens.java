package eu.portsalliance.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tokens such as the alliance's realm issues, signed with a key of the tests' own. The decoder that
 * trusts them is {@link TokenTestConfiguration}.
 */
public final class TestTokens {

  /** The issuer in every token made here. */
  public static final String ISSUER = "http://issuer.test/realms/alliance";

  static final RSAKey KEY = generate();

  private TestTokens() {}

  /** The public keys, as the issuer would serve them. */
  public static String jwks() {
    return new JWKSet(KEY).toPublicJWKSet().toString();
  }

  /**
   * A token of a person.
   *
   * @param name the person identifier is {@code <organisation>:<name>}
   */
  public static Builder person(String name, String organisation) {
    return new Builder(name, organisation, organisation + ":" + name, null);
  }

  /** A token of a machine client with a standing purpose. */
  public static Builder machine(String client, String organisation, String purpose) {
    return new Builder(client, organisation, null, purpose);
  }

  /** Collects what goes into a token. */
  public static final class Builder {

    private final String name;
    private final String organisation;
    private final @Nullable String person;
    private final @Nullable String purpose;
    private final List<String> audience = new ArrayList<>();
    private List<String> roles = List.of();
    private List<String> facilities = List.of();
    private Instant expires = Instant.now().plusSeconds(300);
    private String issuer = ISSUER;

    private Builder(
        String name, String organisation, @Nullable String person, @Nullable String purpose) {
      this.name = name;
      this.organisation = organisation;
      this.person = person;
      this.purpose = purpose;
    }

    /** Adds a port to the audience; twice makes a token that every service must refuse. */
    public Builder at(String locode) {
      audience.add("port-" + locode.toLowerCase(Locale.ROOT));
      return this;
    }

    /** Makes it a token for the alliance plane. */
    public Builder atAlliance() {
      audience.add("alliance");
      return this;
    }

    /** Roles at each place in the audience. */
    public Builder roles(String... roles) {
      this.roles = List.of(roles);
      return this;
    }

    public Builder facilities(String... facilities) {
      this.facilities = List.of(facilities);
      return this;
    }

    public Builder expires(Instant expires) {
      this.expires = expires;
      return this;
    }

    public Builder issuer(String issuer) {
      this.issuer = issuer;
      return this;
    }

    /** The signed token, compact. */
    public String token() {
      var access =
          audience.stream()
              .collect(
                  Collectors.toMap(
                      place -> place, _ -> Map.of("roles", roles), (first, _) -> first));
      JWTClaimsSet.Builder claims =
          new JWTClaimsSet.Builder()
              .issuer(issuer)
              .subject("subject-" + name)
              .audience(audience)
              .issueTime(Date.from(issued()))
              .expirationTime(Date.from(expires))
              .claim("resource_access", access)
              .claim("organization", List.of(organisation))
              .claim("preferred_username", name)
              .claim("name", name);
      if (person != null) {
        claims.claim("person", person).claim("azp", audience.isEmpty() ? "" : "portal");
      }
      if (purpose != null) {
        claims.claim("purpose", purpose).claim("case", "standing").claim("azp", name);
      }
      if (!facilities.isEmpty()) {
        claims.claim("facilities", facilities);
      }
      return sign(claims.build());
    }

    /** Before its end, also where that has passed. */
    private Instant issued() {
      Instant now = Instant.now();
      return (expires.isBefore(now) ? expires : now).minusSeconds(5);
    }

    /** The value of the {@code Authorization} header. */
    public String bearer() {
      return "Bearer " + token();
    }
  }

  private static String sign(JWTClaimsSet claims) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(KEY.getKeyID()).build(), claims);
    try {
      jwt.sign(new RSASSASigner(KEY));
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
    return jwt.serialize();
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(2048).keyID("test").generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
