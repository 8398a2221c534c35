package eu.portsalliance.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerConverterTest {

  private static final String ISSUER = "http://issuer.test";
  private final CallerConverter converter =
      new CallerConverter(
          new AccessProperties(
              "NLRTM", ISSUER, ISSUER + "/certs", false, "A".repeat(43) + "=", null));

  static Stream<Object> nobody() {
    return Stream.of("", "  ", List.of("nl-customs:1", "nl-customs:2"), 7);
  }

  @ParameterizedTest
  @MethodSource("nobody")
  void whoIsNotNamedByOneTextIsNobodyAndHoldsNoSensitiveRole(Object person) {
    var authentication = Objects.requireNonNull(converter.convert(token(person)).block());
    Caller caller = (Caller) Objects.requireNonNull(authentication.getPrincipal());

    assertThat(caller.person()).isEmpty();
    assertThat(caller.roles()).containsExactly("intel-analyst");
  }

  private static Jwt token(Object person) {
    return Jwt.withTokenValue("x")
        .header("alg", "RS256")
        .subject("subject")
        .issuer(ISSUER)
        .audience(List.of("port-nlrtm"))
        .expiresAt(Instant.MAX)
        .claim("organization", List.of("nl-customs"))
        .claim(
            "resource_access",
            Map.of("port-nlrtm", Map.of("roles", List.of("intel-analyst", "intel-officer"))))
        .claim("person", person)
        .build();
  }
}
