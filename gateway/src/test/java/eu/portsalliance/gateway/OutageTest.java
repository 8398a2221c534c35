package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.portsalliance.gateway.outage.Issuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With the issuer away for a quarter of an hour and for a day. */
class OutageTest extends GatewayTestBase {

  private static final String ALERTS = "/api/intel/alerts";
  private static final String EVENTS = "/api/risk/events";
  private static final ECKey KEY = key();

  @Autowired private Issuer issuer;

  @DynamicPropertySource
  static void key(DynamicPropertyRegistry registry) throws IOException {
    Path file = Files.createTempFile("gateway", ".jwk");
    file.toFile().deleteOnExit();
    Files.writeString(file, KEY.toJSONString());
    registry.add("alliance.outage.key-file", file::toString);
    registry.add("alliance.outage.probe", () -> "50ms");
  }

  @AfterEach
  void theIssuerIsBack() {
    CLOCK.ahead = Duration.ZERO;
    if (issuer.isAway()) {
      ISSUER.start();
      await().until(() -> !issuer.isAway());
    }
  }

  private void theIssuerGoes() {
    await().until(() -> issuer.lastAnswered().isPresent());
    ISSUER.stop();
    await().until(issuer::isAway);
  }

  @Test
  void aRunningSessionGoesOnWithItsLastTokenForItsTenHoursAndNoLonger() {
    Browser browser = signedIn();
    theIssuerGoes();
    CLOCK.ahead = Duration.ofMinutes(15);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
    JWTClaimsSet statement = statement();
    assertThat(statement.getAudience()).containsExactly("NLRTM");
    assertThat(statement.getClaim("htm")).isEqualTo("GET");
    assertThat(statement.getClaim("htu")).isEqualTo(ALERTS);
    assertThat(Duration.between(issued(statement), statement.getExpirationTime().toInstant()))
        .isEqualTo(Duration.ofSeconds(60));
    assertThat(statement.getClaim("token")).asString().startsWith("eyJ");
    assertThat(browser.get("/api/session").body())
        .contains("\"authenticated\":true", "\"issuerAway\":true");
    CLOCK.ahead = Duration.ofHours(10).plusMinutes(1);
    assertThat(browser.get(ALERTS).statusCode()).isIn(401, 503);
  }

  @Test
  void aMachineClientGoesOnForADayWithTheTokenThatItHadAndNoLonger() {
    Browser client = browser();
    String token = "Bearer " + ISSUER.machine(CLOCK.instant().plusSeconds(300));
    assertThat(events(client, token).statusCode()).isEqualTo(200);
    assertThat(SERVICE.last().header("authorization")).isEqualTo(token);
    theIssuerGoes();
    for (Duration after : List.of(Duration.ofMinutes(15), Duration.ofMinutes(23 * 60 + 58))) {
      CLOCK.ahead = after;
      assertThat(events(client, token).statusCode()).isEqualTo(200);
      assertThat("Bearer " + statement().getClaim("token")).isEqualTo(token);
    }
    CLOCK.ahead = Duration.ofHours(24).plusMinutes(1);
    assertThat(events(client, token).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenThatHadEndedBeforeTheIssuerWentOrIsAPersonsIsNotExtended() {
    Browser client = browser();
    String old = "Bearer " + ISSUER.machine(CLOCK.instant().minusSeconds(20));
    String person = bearer("port-nlrtm");
    assertThat(events(client, person).statusCode()).isEqualTo(200);
    theIssuerGoes();
    assertThat(events(client, old).statusCode()).isEqualTo(401);
    CLOCK.ahead = Duration.ofMinutes(15);
    assertThat(events(client, person).statusCode()).isEqualTo(401);
  }

  @Test
  void nothingIsExtendedWhileTheIssuerAnswersAndAllIsAsBeforeOnceItIsBack() {
    Browser browser = signedIn();
    String token = "Bearer " + ISSUER.machine(CLOCK.instant().plusSeconds(300));
    assertThat(events(browser(), token).statusCode()).isEqualTo(200);
    theIssuerGoes();
    CLOCK.ahead = Duration.ofMinutes(15);
    assertThat(events(browser(), token).statusCode()).isEqualTo(200);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(SERVICE.last().header("authorization")).startsWith("Extended ");
    ISSUER.start();
    await().until(() -> !issuer.isAway());
    CLOCK.ahead = Duration.ofMinutes(16);
    assertThat(events(browser(), token).statusCode()).isEqualTo(401);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(SERVICE.last().header("authorization")).startsWith("Bearer ");
  }

  @Test
  void aNewSignInWaitsAndSaysSoAndThePortIsReady() {
    theIssuerGoes();
    HttpResponse<String> started = browser().get("/login/be-federal-police");
    assertThat(started.statusCode()).isEqualTo(302);
    assertThat(started.headers().firstValue("Location")).contains("/login?waiting");
    assertThat(browser().get("/login?waiting").statusCode()).isEqualTo(200);
    assertThat(browser().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(browser().get("/api/state").body()).contains("\"issuerAway\":true", "\"since\":\"");
    ISSUER.start();
    await().until(() -> !issuer.isAway());
    assertThat(browser().get("/login/be-federal-police").headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).startsWith(ISSUER.issuer()));
  }

  @Test
  void theAlliancePlaneIsGivenNoExtendedToken() {
    Browser client = browser();
    String token = "Bearer " + ISSUER.machine(CLOCK.instant().plusSeconds(300));
    assertThat(events(client, token).statusCode()).isEqualTo(200);
    theIssuerGoes();
    CLOCK.ahead = Duration.ofMinutes(15);
    assertThat(
            client
                .send(client.request("/api/registry/ports").header("Authorization", token))
                .statusCode())
        .isEqualTo(503);
  }

  private static HttpResponse<String> events(Browser client, String token) {
    return client.send(client.request(EVENTS).header("Authorization", token));
  }

  /** What the service was given, signed by the gateway's key. */
  private static JWTClaimsSet statement() {
    String header = String.valueOf(SERVICE.last().header("authorization"));
    assertThat(header).startsWith("Extended ");
    try {
      SignedJWT jwt = SignedJWT.parse(header.substring("Extended ".length()));
      assertThat(jwt.verify(new ECDSAVerifier(KEY.toPublicJWK()))).isTrue();
      return jwt.getJWTClaimsSet();
    } catch (ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static Instant issued(JWTClaimsSet statement) {
    return statement.getIssueTime().toInstant();
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
