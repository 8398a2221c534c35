package eu.portsalliance.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import eu.portsalliance.access.Locode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Locode NLRTM = new Locode("NLRTM");
  private static final Peer BEANR = new Peer(new Locode("BEANR"), Optional.empty());
  private static final PortKey KEY = key();
  private static final Assertions.Request REQUEST = request("GET", "/peer?cursor=a", "");
  private static final Assertions.Keys KEYS =
      (peer, kid) ->
          peer.equals(BEANR) && kid.equals(KEY.thumbprint())
              ? Optional.of(KEY.publicPart())
              : Optional.empty();

  @Test
  void an_assertion_is_taken_by_its_receiver_for_its_request() {
    String header = at(NOW).header(BEANR, KEY, REQUEST);
    assertThat(verified(at(NOW.plusSeconds(30)), header, REQUEST, KEYS))
        .get()
        .extracting(Assertions.Verified::peer)
        .isEqualTo(BEANR);
  }

  static Stream<Assertions.Request> otherRequests() {
    return Stream.of(
        new Assertions.Request(new Locode("DEHAM"), "GET", "/peer?cursor=a", new byte[0]),
        request("POST", "/peer?cursor=a", ""),
        request("GET", "/peer?cursor=b", ""),
        request("GET", "/peer", ""),
        request("GET", "/peer?cursor=a", "{}"));
  }

  @ParameterizedTest
  @MethodSource("otherRequests")
  void an_assertion_serves_no_other_receiver_method_path_or_body(Assertions.Request other) {
    String header = at(NOW).header(BEANR, KEY, REQUEST);
    assertThat(verified(at(NOW), header, other, KEYS)).isEmpty();
  }

  @Test
  void an_assertion_ends_after_a_minute_and_does_not_come_from_the_future() {
    String header = at(NOW).header(BEANR, KEY, REQUEST);
    assertThat(verified(at(NOW.plus(Duration.ofSeconds(71))), header, REQUEST, KEYS)).isEmpty();
    assertThat(verified(at(NOW.minus(Duration.ofSeconds(11))), header, REQUEST, KEYS)).isEmpty();
  }

  @Test
  void a_key_that_may_not_speak_for_the_issuer_is_refused() {
    String header = at(NOW).header(BEANR, key(), REQUEST);
    assertThat(verified(at(NOW), header, REQUEST, KEYS)).isEmpty();
    Peer other = new Peer(new Locode("DEHAM"), Optional.empty());
    assertThat(verified(at(NOW), at(NOW).header(other, KEY, REQUEST), REQUEST, KEYS)).isEmpty();
  }

  @Test
  void what_is_no_assertion_is_refused_without_an_exception() {
    for (String header :
        new String[] {"Peer ", "Peer x", "Peer a.b.c", "Bearer x", "", "Peer e30.e30.e30"}) {
      assertThat(verified(at(NOW), header, REQUEST, KEYS)).as(header).isEmpty();
    }
  }

  @Test
  void what_is_signed_and_no_set_of_claims_is_refused_without_an_exception() {
    for (String payload :
        new String[] {"", "null", "[]", "\"BEANR\"", "{\"iss\":\"BEANR\",\"iss\":\"DEHAM\"}"}) {
      String jws = Jws.sign(KEY, Assertions.TYPE, payload.getBytes(StandardCharsets.UTF_8));
      assertThat(verified(at(NOW), "Peer " + jws, REQUEST, KEYS)).as(payload).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\\u0000b", "\\n"})
  void an_identifier_that_no_store_would_keep_is_refused(String jti) {
    String header = at(NOW).header(BEANR, KEY, REQUEST);
    String claims =
        new String(
            Base64.getUrlDecoder().decode(header.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    String other =
        claims.replaceAll("\"jti\":\"[^\"]*\"", "\"jti\":\"" + jti.replace("\\", "\\\\") + "\"");
    assertThat(other).isNotEqualTo(claims);
    String jws = Jws.sign(KEY, Assertions.TYPE, other.getBytes(StandardCharsets.UTF_8));
    assertThat(verified(at(NOW), "Peer " + jws, REQUEST, KEYS)).isEmpty();
  }

  @Test
  void a_document_of_another_type_is_no_assertion() {
    String jws =
        Jws.sign(
            KEY, "alliance-object+jws", "{\"iss\":\"BEANR\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(verified(at(NOW), "Peer " + jws, REQUEST, KEYS)).isEmpty();
  }

  @Test
  void a_key_never_prints_its_private_part() {
    assertThat(KEY.toString()).isEqualTo("PortKey " + KEY.thumbprint());
  }

  private static Assertions.Request request(String method, String target, String body) {
    return new Assertions.Request(NLRTM, method, target, body.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Assertions.Verified> verified(
      Assertions assertions, String header, Assertions.Request request, Assertions.Keys keys) {
    return assertions
        .verify(header, request.receiver(), request.method(), request.target(), keys)
        .flatMap(head -> head.with(request.body()));
  }

  private static Assertions at(Instant now) {
    return new Assertions(Clock.fixed(now, ZoneOffset.UTC));
  }

  static PortKey key() {
    try {
      return PortKey.of(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
