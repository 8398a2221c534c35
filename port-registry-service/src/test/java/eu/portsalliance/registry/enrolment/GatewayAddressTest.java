package eu.portsalliance.registry.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8101, http://localhost:8101",
    "https://gateway.rotterdam.example, https://gateway.rotterdam.example",
    "https://gateway.rotterdam.example/, https://gateway.rotterdam.example",
    "HTTPS://Gateway.Rotterdam.Example:8443, https://gateway.rotterdam.example:8443",
    "http://[::1]:8101, http://[::1]:8101"
  })
  void anOriginIsTaken(String text, String origin) {
    assertThat(GatewayAddress.read(text)).contains(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8101",
        "//localhost",
        "ftp://localhost",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http:///x",
        "http://user@localhost",
        "http://user:secret@localhost",
        "http://localhost?x=1",
        "http://localhost/?",
        "http://localhost#x",
        "http://localhost/api",
        "http://localhost//",
        "http://localhost:0",
        "http://localhost:65536",
        "http://localhost:99999999999",
        "http://localhost:",
        "http://local host",
        "http://localhost\r\nX: y",
        " http://localhost",
        "http://a_b.test"
      })
  void anythingElseIsNot(String text) {
    assertThat(GatewayAddress.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 100_000})
  void whatIsTooLongIsNotEither(int length) {
    String prefix = "http://";
    assertThat(GatewayAddress.read(prefix + "a".repeat(length - prefix.length()))).isEmpty();
  }
}
