package eu.portsalliance.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** The address that a limit counts is nobody's to choose. */
class CallersTest {

  private final Callers callers = new Callers(List.of("10.1.0.0/16", "fd00::/8"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          192.0.2.1 | none                             | 192.0.2.1
          192.0.2.1 | 198.51.100.7                     | 192.0.2.1
          10.1.2.3  | none                             | 10.1.2.3
          10.1.2.3  | 198.51.100.7                     | 198.51.100.7
          10.1.2.3  | 203.0.113.9, 198.51.100.7        | 198.51.100.7
          10.1.2.3  | 203.0.113.9,198.51.100.7,10.1.9.9 | 198.51.100.7
          10.1.2.3  | 10.1.7.7, 10.1.9.9               | 10.1.7.7
          10.1.2.3  | 203.0.113.9, unknown             | 10.1.2.3
          10.1.2.3  | localhost                        | 10.1.2.3
          10.2.2.3  | 198.51.100.7                     | 10.2.2.3
          fd00::1   | 2001:db8::5                      | 2001:db8::5
          """)
  void isTheLastBeforeTheTrustedOnes(String connection, @Nullable String header, String caller) {
    var request =
        MockServerHttpRequest.get("/")
            .remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(connection), 1234));
    if (header != null) {
      request.header("X-Forwarded-For", header);
    }
    assertThat(callers.address(request.build())).isEqualTo(InetAddress.ofLiteral(caller));
  }
}
