package eu.portsalliance.registry.enrolment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import eu.portsalliance.access.Locode;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.registry.testing.Proofs;
import eu.portsalliance.registry.testing.RegistryTest;
import eu.portsalliance.registry.testing.TestKeys;
import eu.portsalliance.testkit.ContractClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest extends RegistryTest {

  private static final Locode ANTWERP = new Locode("BEANR");

  @Test
  void aPortThatProvesItsApprovedKeyStandsInTheDirectoryThatItIsGiven() {
    String address = address();
    ContractClient.Answer answer = send(antwerp(address).sign());
    Directory given = verified(answer.body());
    Directory.Port port = given.port(ANTWERP).orElseThrow();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(registry().get("/api/registry/directory").body());
    assertThat(port.address()).isEqualTo(address);
    assertThat(given.key(ANTWERP, TestKeys.ANTWERP.thumbprint(), clock.instant())).isPresent();
    assertThat(port.keys())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.jwk()).containsOnlyKeys("kty", "crv", "x", "y");
              assertThat(Duration.between(key.notBefore(), key.notAfter()))
                  .isGreaterThan(Duration.ofDays(365 - 31));
            });
  }

  @Test
  void theSameEnrolmentAgainChangesNothing() {
    String address = address();
    ContractClient.Answer first = send(antwerp(address).sign());
    String before = state();
    ContractClient.Answer again = send(antwerp(address + "/").sign());

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(state()).isEqualTo(before);
  }

  @Test
  void anotherAddressRaisesTheSerialByOne() {
    long before = verified(send(antwerp(address()).sign()).body()).serial();
    long after = verified(send(antwerp(address()).sign()).body()).serial();

    assertThat(after).isEqualTo(before + 1);
  }

  @Test
  void whatChangedIsRecordedOnceWithTheKeyAndTheAddress() {
    String address = address();
    send(antwerp(address).sign());
    send(antwerp(address).sign());

    assertThat(
            count(
                """
                select count(*) from audit_record
                where act = 'ALTERATION' and actor = 'BEANR' and what = 'enrol port'
                  and ids = array['BEANR', '%s', '%s']
                """
                    .formatted(TestKeys.ANTWERP.thumbprint(), address)))
        .isEqualTo(1);
  }

  @Test
  void twoKeysOfAPortOverlapWhileItRotates() {
    String address = address();
    send(Proofs.of(TestKeys.ROTTERDAM, "NLRTM", address, clock.instant()).sign());
    ContractClient.Answer answer =
        send(Proofs.of(TestKeys.ROTTERDAM_NEXT, "NLRTM", address, clock.instant()).sign());

    assertThat(verified(answer.body()).port(new Locode("NLRTM")).orElseThrow().keys())
        .extracting(Directory.Key::thumbprint)
        .containsExactlyInAnyOrder(
            TestKeys.ROTTERDAM.thumbprint(), TestKeys.ROTTERDAM_NEXT.thumbprint());
  }

  @Test
  void aKeyThatSoonEndsIsRenewedByEnrollingAgain() {
    String address = address();
    send(antwerp(address).sign());
    asOwner(
        """
        update port_key set not_after = '%s' where port = 'BEANR'
        """
            .formatted(clock.instant().plus(Duration.ofDays(29))));
    Directory renewed = verified(send(antwerp(address).sign()).body());

    assertThat(renewed.port(ANTWERP).orElseThrow().keys())
        .singleElement()
        .satisfies(
            key ->
                assertThat(key.notAfter()).isEqualTo(clock.instant().plus(Duration.ofDays(365))));
  }

  @Test
  void aProofThatWasUsedIsNoProof() {
    String proof = antwerp(address()).sign();
    assertThat(send(proof).status()).isEqualTo(200);

    refused(proof, 403, "key-not-approved");
  }

  @Test
  void theSameProofSentTenTimesAtOnceIsTakenOnce() {
    String proof = antwerp(address()).sign();

    List<Integer> statuses =
        IntStream.range(0, 10).parallel().mapToObj(_ -> send(proof).status()).toList();

    assertThat(statuses).containsOnlyOnce(200);
    assertThat(Set.copyOf(statuses)).isEqualTo(Set.of(200, 403));
  }

  @ParameterizedTest
  @ValueSource(longs = {-61, 61, 3600, -3600})
  void aProofOutOfItsTimeIsRefused(long seconds) {
    Instant at = clock.instant().plusSeconds(seconds);

    refused(Proofs.of(TestKeys.ANTWERP, "BEANR", address(), at).sign(), 403, "key-not-approved");
  }

  @ParameterizedTest
  @ValueSource(longs = {-60, 60})
  void aProofAtTheEdgeOfItsTimeIsTaken(long seconds) {
    Instant at = clock.instant().plusSeconds(seconds);

    assertThat(send(Proofs.of(TestKeys.ANTWERP, "BEANR", address(), at).sign()).status())
        .isEqualTo(200);
  }

  @Test
  void aKeyThatNobodyApprovedIsRefused() {
    refused(
        Proofs.of(TestKeys.STRANGER, "BEANR", address(), clock.instant()).sign(),
        403,
        "key-not-approved");
  }

  @Test
  void theApprovedKeyOfOnePortDoesNotSpeakForAnother() {
    refused(
        Proofs.of(TestKeys.HAMBURG, "BEANR", address(), clock.instant()).sign(),
        403,
        "key-not-approved");
  }

  @Test
  void aPortThatIsNoMemberIsRefused() {
    refused(
        Proofs.of(TestKeys.ANTWERP, "FRLEH", address(), clock.instant()).sign(),
        403,
        "key-not-approved");
  }

  @Test
  void aSuspendedPortIsRefused() {
    asOwner("update port set status = 'suspended' where locode = 'BEANR'");
    try {
      refused(antwerp(address()).sign(), 403, "key-not-approved");
    } finally {
      asOwner("update port set status = 'active' where locode = 'BEANR'");
    }
  }

  @Test
  void aProofSignedWithAnotherKeyThanItCarriesIsRefused() {
    Proofs proof = antwerp(address());

    refused(
        proof.sign(proof.header("enrolment+jws").build(), TestKeys.STRANGER),
        403,
        "key-not-approved");
  }

  @Test
  void aProofChangedAfterSigningIsRefused() {
    String[] parts = antwerp(address()).sign().split("\\.", -1);
    String other = base64(antwerp("http://elsewhere.test").statement());

    refused(parts[0] + "." + other + "." + parts[2], 403, "key-not-approved");
  }

  static Stream<Arguments> malformed() {
    Instant now = Instant.parse("2026-12-01T08:00:00Z");
    Proofs proof = Proofs.of(TestKeys.ANTWERP, "BEANR", "http://antwerp.test", now);
    String sound = proof.sign();
    String[] parts = sound.split("\\.", -1);
    JWSHeader.Builder header = proof.header("enrolment+jws");
    return Stream.of(
        Arguments.of("not a JWS", "nonsense", "body"),
        Arguments.of("two parts", parts[0] + "." + parts[1], "body"),
        Arguments.of("four parts", sound + ".x", "body"),
        Arguments.of("header is no base64url", "!!." + parts[1] + "." + parts[2], "header"),
        Arguments.of("header is no JSON", joined("{", proof.statement()), "header"),
        Arguments.of("header is null", joined("null", proof.statement()), "header"),
        Arguments.of(
            "algorithm none",
            base64(headerJson("none", "enrolment+jws", TestKeys.ANTWERP)) + "." + parts[1] + ".",
            "header.alg"),
        Arguments.of("HS256 with the public key as secret", hmac(proof), "header.alg"),
        Arguments.of("another type of document", proof.signAs("alliance-object+jws"), "header.typ"),
        Arguments.of("the type of an assertion", proof.signAs("peer+jwt"), "header.typ"),
        Arguments.of(
            "kid of another key",
            proof.sign(header.keyID(TestKeys.HAMBURG.thumbprint()).build(), TestKeys.ANTWERP),
            "header.kid"),
        Arguments.of(
            "another header besides",
            proof.sign(
                proof.header("enrolment+jws").jwkURL(URI.create("http://x.test")).build(),
                TestKeys.ANTWERP),
            "header"),
        Arguments.of(
            "the private key in the header",
            joined(
                headerJson("ES256", "enrolment+jws", TestKeys.ANTWERP)
                    .replace(
                        TestKeys.ANTWERP.jwk().toPublicJWK().toJSONString(),
                        TestKeys.ANTWERP.jwk().toJSONString()),
                proof.statement()),
            "header.jwk"),
        Arguments.of(
            "a key that is not on the curve",
            joined(
                """
                {"alg":"ES256","typ":"enrolment+jws","kid":"x","jwk":\
                {"kty":"EC","crv":"P-256","x":"AQ","y":"AQ"}}""",
                proof.statement()),
            "header.jwk"),
        Arguments.of(
            "an RSA key",
            joined(
                """
                {"alg":"ES256","typ":"enrolment+jws","kid":"x","jwk":\
                {"kty":"RSA","n":"AQ","e":"AQAB"}}""",
                proof.statement()),
            "header.jwk"),
        Arguments.of("an unknown member", fresh(now).with("role", "x").sign(), "payload"),
        Arguments.of("no jti", fresh(now).without("jti").sign(), "payload"),
        Arguments.of("no iat", fresh(now).without("iat").sign(), "payload"),
        Arguments.of("iat as text", fresh(now).with("iat", "1").sign(), "payload"),
        Arguments.of("iat with a fraction", fresh(now).with("iat", 1.5).sign(), "payload"),
        Arguments.of(
            "iat beyond time", fresh(now).with("iat", Long.MAX_VALUE).sign(), "payload.iat"),
        Arguments.of("jti is no UUID", fresh(now).with("jti", "1-1-1-1-1").sign(), "payload.jti"),
        Arguments.of(
            "port in small letters", fresh(now).with("port", "beanr").sign(), "payload.port"),
        Arguments.of("another audience", fresh(now).with("aud", "NLRTM").sign(), "payload.aud"),
        Arguments.of("a list of audiences", fresh(now).with("aud", List.of("x")).sign(), "payload"),
        Arguments.of(
            "a member twice",
            joined(
                headerJson("ES256", "enrolment+jws", TestKeys.ANTWERP),
                proof.statement().replace("{", "{\"port\":\"NLRTM\",")),
            "payload"),
        Arguments.of(
            "an address with a user",
            fresh(now).with("address", "http://a:b@antwerp.test").sign(),
            "payload.address"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void whatIsNotAProofInFormIsToldWhatToMend(String what, String body, String field) {
    ContractClient.Answer answer = refused(body, 400, "invalid-field");

    assertThat(answer.json().path("errors").path(0).path("field").asString())
        .as(what)
        .isEqualTo(field);
  }

  @Test
  void anEmptyBodyIsRefused() {
    refused("", 400, "malformed-request");
  }

  @Test
  void aBodyLargerThanAnyProofIsRefused() {
    refused("a".repeat(9 * 1024), 413, "payload-too-large");
  }

  @Test
  void anotherMediaTypeIsRefused() {
    String before = state();
    ContractClient.Answer answer =
        registry().post("/api/registry/enrolments", "application/json", "{}");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    assertThat(state()).isEqualTo(before);
  }

  private ContractClient.Answer refused(String body, int status, String problem) {
    String before = state();
    ContractClient.Answer answer = send(body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
    assertThat(state()).isEqualTo(before);
    return answer;
  }

  private ContractClient.Answer send(String proof) {
    return registry().post("/api/registry/enrolments", "application/jose", proof);
  }

  private Proofs antwerp(String address) {
    return Proofs.of(TestKeys.ANTWERP, "BEANR", address, clock.instant());
  }

  private static Proofs fresh(Instant now) {
    return Proofs.of(TestKeys.ANTWERP, "BEANR", "http://antwerp.test", now);
  }

  private static String address() {
    return "http://" + UUID.randomUUID() + ".test:8102";
  }

  /** What an enrolment can change, in one text. */
  private String state() {
    return count("select coalesce(max(serial), 0) from issued_directory")
        + " "
        + count("select count(*) from audit_record")
        + " "
        + count("select hashtext(string_agg(locode || coalesce(address, ''), ',')) from port")
        + " "
        + count("select hashtext(string_agg(k::text, ',' order by thumbprint)) from port_key k");
  }

  private static String headerJson(String algorithm, String type, PortKey key) {
    return """
    {"alg":"%s","typ":"%s","kid":"%s","jwk":%s}"""
        .formatted(algorithm, type, key.thumbprint(), key.jwk().toPublicJWK().toJSONString());
  }

  private static String joined(String header, String payload) {
    return base64(header) + "." + base64(payload) + "." + base64("signature");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String hmac(Proofs proof) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("enrolment+jws"))
            .keyID(TestKeys.ANTWERP.thumbprint())
            .jwk(TestKeys.ANTWERP.jwk().toPublicJWK())
            .build();
    JWSObject jws = new JWSObject(header, new Payload(proof.statement()));
    try {
      jws.sign(new MACSigner(TestKeys.ANTWERP.jwk().toPublicJWK().toJSONString().getBytes(UTF_8)));
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
    return jws.serialize();
  }
}
