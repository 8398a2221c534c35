package eu.portsalliance.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.GatewayProperties.Limits;
import eu.portsalliance.gateway.GatewayProperties.Services;
import eu.portsalliance.gateway.GatewayProperties.SignIn;
import eu.portsalliance.gateway.signin.PendingSignIns.Pending;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Who can open what was sealed. */
class PendingSignInsTest {

  private static final byte[] BYTES = new byte[32];
  private static final String KEY = Base64.getEncoder().encodeToString(BYTES);
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Pending PENDING = new Pending("state", "nonce", "verifier", "/alerts/1");

  @Test
  void aReplicaWithTheSameKeyOpensWhatAnotherSealed() {
    String sealed = gateway("nlrtm", KEY, NOW).seal(PENDING);
    assertThat(gateway("nlrtm", KEY, NOW).open(sealed)).contains(PENDING);
    assertThat(sealed).doesNotContain("state", "verifier");
    Pending bare = new Pending("state", "nonce", "verifier", null);
    assertThat(gateway("nlrtm", KEY, NOW).open(gateway("nlrtm", KEY, NOW).seal(bare)))
        .contains(bare);
  }

  @Test
  void anotherGatewayDoesNotOpenItEvenWithTheSameKey() {
    String sealed = gateway("nlrtm", KEY, NOW).seal(PENDING);
    assertThat(gateway("beanr", KEY, NOW).open(sealed)).isEmpty();
  }

  @Test
  void aKeyThatIsMadeAtStartIsNobodyElses() {
    PendingSignIns one = gateway("nlrtm", null, NOW);
    assertThat(one.open(one.seal(PENDING))).contains(PENDING);
    assertThat(gateway("nlrtm", null, NOW).open(one.seal(PENDING))).isEmpty();
  }

  @Test
  void itLivesForTenMinutes() {
    String sealed = gateway("nlrtm", KEY, NOW).seal(PENDING);
    assertThat(gateway("nlrtm", KEY, NOW.plusSeconds(599)).open(sealed)).contains(PENDING);
    assertThat(gateway("nlrtm", KEY, NOW.plusSeconds(600)).open(sealed)).isEmpty();
  }

  @Test
  void anythingElseUnderTheSameKeyIsRefused() throws Exception {
    PendingSignIns gateway = gateway("nlrtm", KEY, NOW);
    assertThat(gateway.open(other(EncryptionMethod.A256GCM, NOW.plusSeconds(60), "nlrtm")))
        .isPresent();
    assertThat(gateway.open(other(EncryptionMethod.A128CBC_HS256, NOW.plusSeconds(60), "nlrtm")))
        .isEmpty();
    assertThat(gateway.open(other(EncryptionMethod.A256GCM, null, "nlrtm"))).isEmpty();
    assertThat(gateway.open(other(EncryptionMethod.A256GCM, NOW.plusSeconds(60), "nlrtm", "beanr")))
        .isEmpty();
  }

  private static String other(
      EncryptionMethod method, @Nullable Instant expires, String... audience) throws Exception {
    EncryptedJWT jwt =
        new EncryptedJWT(
            new JWEHeader(JWEAlgorithm.DIR, method),
            new JWTClaimsSet.Builder()
                .audience(List.of(audience))
                .expirationTime(expires == null ? null : Date.from(expires))
                .claim("state", "s")
                .claim("nonce", "n")
                .claim("verifier", "v")
                .build());
    jwt.encrypt(new DirectEncrypter(BYTES));
    return jwt.serialize();
  }

  private static PendingSignIns gateway(String name, @Nullable String key, Instant now) {
    URI any = URI.create("http://localhost:1");
    return new PendingSignIns(
        new GatewayProperties(
            name,
            name,
            any,
            new Services(any, null, any, any),
            new SignIn("portal-" + name, "s3cret", URI.create("http://localhost:1/realms/a"), key),
            List.of(),
            List.of(),
            new Limits(
                DataSize.ofMegabytes(1),
                DataSize.ofKilobytes(64),
                DataSize.ofKilobytes(8),
                DataSize.ofMegabytes(1),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(1),
                1,
                1,
                1,
                0,
                1,
                Duration.ofMinutes(1)),
            GatewayProperties.Sessions.MEMORY,
            List.of()),
        Clock.fixed(now, ZoneOffset.UTC));
  }
}
