package eu.portsalliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import eu.portsalliance.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Tokens that ended and that the port's gateway extends. */
@SpringBootTest(
    classes = AccessTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/not-asked",
      "alliance.access.hash-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      "spring.flyway.url=jdbc:postgresql://given-by-the-test/x",
      "spring.flyway.locations=classpath:db/access,classpath:db/probe",
      "spring.jackson.deserialization.fail-on-unknown-properties=true"
    })
class ExtendedTest {

  private static final ECKey GATEWAY = key();
  private static final Duration QUARTER = Duration.ofMinutes(15);

  @LocalServerPort private int port;
  @Autowired private DatabaseClient database;

  @DynamicPropertySource
  static void key(DynamicPropertyRegistry registry) throws IOException {
    Path file = Files.createTempFile("gateway", ".pub.jwk");
    file.toFile().deleteOnExit();
    Files.writeString(file, GATEWAY.toPublicJWK().toJSONString());
    registry.add("alliance.access.gateway-key-file", file::toString);
  }

  @Test
  void a_person_goes_on_with_the_roles_of_the_token_and_no_others() {
    read(statement(officer(QUARTER)).build()).expectStatus().isOk();
    String reader =
        TestTokens.person("2", "o").at("NLRTM").roles("intel-reader").expires(ago(QUARTER)).token();
    read(statement(reader).build()).expectStatus().isForbidden();
  }

  @Test
  void an_act_is_marked_in_the_audit_and_one_with_a_running_token_is_not() {
    var statement = statement(officer(QUARTER)).claim("htm", "POST").claim("htu", "/things");
    write("extended", "Extended " + signed(statement, GATEWAY));
    write("running", "Bearer " + officer(Duration.ofMinutes(-5)));
    assertThat(marked("make extended")).containsExactly(true);
    assertThat(marked("make running")).containsExactly(false);
  }

  @Test
  void a_machine_goes_on_for_a_day_and_a_person_for_ten_hours() {
    Duration day = Duration.ofHours(24).minusSeconds(5);
    // forbidden, not unknown: the probe is for people alone
    read(statement(machine(day)).build()).expectStatus().isForbidden();
    read(statement(machine(day)).claim("until", soon(Duration.ofHours(1))).build())
        .expectStatus()
        .isUnauthorized();
    read(statement(officer(day)).build()).expectStatus().isUnauthorized();
  }

  @Test
  void a_statement_holds_for_one_minute_one_port_one_method_and_one_path() {
    String token = officer(QUARTER);
    for (JWTClaimsSet wrong :
        List.of(
            statement(token).audience("BEANR").build(),
            statement(token).claim("htm", "POST").build(),
            statement(token).claim("htu", "/things").build(),
            statement(token).claim("until", soon(Duration.ofSeconds(-1))).build(),
            statement(token).expirationTime(Date.from(ago(Duration.ofSeconds(11)))).build(),
            statement(token).expirationTime(Date.from(ago(Duration.ofMinutes(-5)))).build(),
            statement(token).issueTime(Date.from(ago(Duration.ofMinutes(-1)))).build(),
            statement(token).claim("token", null).build(),
            statement(token).claim("token", "a.b.c").build())) {
      read(wrong).expectStatus().isUnauthorized();
    }
  }

  @Test
  void only_the_gateway_extends_and_only_what_the_issuer_gave_for_this_port() {
    ECKey stranger = key();
    get("Extended " + signed(statement(officer(QUARTER)), stranger))
        .expectStatus()
        .isUnauthorized();
    String elsewhere =
        TestTokens.person("1", "o")
            .at("BEANR")
            .roles("intel-officer")
            .expires(ago(QUARTER))
            .token();
    read(statement(elsewhere).build()).expectStatus().isUnauthorized();
    String foreign =
        TestTokens.person("1", "o")
            .at("NLRTM")
            .roles("intel-officer")
            .issuer("http://elsewhere.test")
            .expires(ago(QUARTER))
            .token();
    read(statement(foreign).build()).expectStatus().isUnauthorized();
    get("Bearer " + officer(QUARTER)).expectStatus().isUnauthorized();
    get("Extended x").expectStatus().isUnauthorized();
  }

  private List<Boolean> marked(String what) {
    return database
        .sql("select extended from audit_record where what = :what")
        .bind("what", what)
        .map(row -> Columns.get(row, "extended", Boolean.class))
        .all()
        .collectList()
        .blockOptional()
        .orElseThrow();
  }

  private void write(String name, String authorization) {
    web()
        .post()
        .uri("/things")
        .header("Authorization", authorization)
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .header("X-Purpose", "investigation")
        .header("X-Case", "1")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"name\":\"" + name + "\"}")
        .exchange()
        .expectStatus()
        .isCreated();
  }

  private WebTestClient.ResponseSpec read(JWTClaimsSet statement) {
    return get("Extended " + signed(new JWTClaimsSet.Builder(statement), GATEWAY));
  }

  private WebTestClient.ResponseSpec get(String authorization) {
    return web()
        .get()
        .uri("/who")
        .header("Authorization", authorization)
        .header("X-Purpose", "investigation")
        .header("X-Case", "BE-2026/17")
        .exchange();
  }

  private WebTestClient web() {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .build();
  }

  private static String officer(Duration ended) {
    return TestTokens.person("1", "be-federal-police")
        .at("NLRTM")
        .roles("intel-officer")
        .expires(ago(ended))
        .token();
  }

  private static String machine(Duration ended) {
    return TestTokens.machine("m", "o", "port-security")
        .at("NLRTM")
        .roles("port-integrator")
        .expires(ago(ended))
        .token();
  }

  private static JWTClaimsSet.Builder statement(String token) {
    return new JWTClaimsSet.Builder()
        .issuer("NLRTM/gateway")
        .audience("NLRTM")
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(55)))
        .claim("htm", "GET")
        .claim("htu", "/who")
        .claim("token", token)
        .claim("until", soon(Duration.ofSeconds(3)));
  }

  private static long soon(Duration in) {
    return Instant.now().plus(in).getEpochSecond();
  }

  private static Instant ago(Duration time) {
    return Instant.now().minus(time);
  }

  private static String signed(JWTClaimsSet.Builder claims, ECKey key) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .type(new JOSEObjectType("extended+jwt"))
                  .build(),
              claims.build());
      jwt.sign(new ECDSASigner(key));
      return jwt.serialize();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
