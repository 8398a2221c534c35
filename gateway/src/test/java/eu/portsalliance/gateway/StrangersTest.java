package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What those without a token can hold up: nothing of people and machines that have one. */
@TestPropertySource(
    properties = {
      "alliance.problem.body-within=1500ms",
      "alliance.gateway.limits.open-per-address=10",
      "spring.cloud.gateway.server.webflux.httpclient.pool.max-connections=12",
      "alliance.gateway.limits.streams=12",
      "alliance.gateway.limits.streams-for-peers=3",
    })
class StrangersTest extends GatewayTestBase {

  @Test
  void bodiesThatDripHoldNoConnectionOfAServiceAndEndAsLate() throws IOException {
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        strangers.add(dripping());
      }
      Browser person = browser();
      HttpResponse<String> answer =
          person.send(
              person.request("/api/registry/ports").header("Authorization", bearer("port-nlrtm")));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(SERVICE.arrived).hasSize(1);
      List<String> told = new ArrayList<>();
      for (Socket one : strangers) {
        told.add(new String(one.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
      }
      assertThat(told)
          .filteredOn(text -> text.contains("HTTP/1.1 408"))
          .hasSize(10)
          .allSatisfy(text -> assertThat(text).contains("/problems/request-timeout"));
      assertThat(told)
          .filteredOn(text -> text.contains("HTTP/1.1 429"))
          .hasSize(20)
          .allSatisfy(text -> assertThat(text).contains("/problems/too-many-requests"));
      assertThat(SERVICE.arrived).hasSize(1);
      assertThat(person.post("/api/registry/enrolments", "{}").statusCode()).isEqualTo(200);
    } finally {
      for (Socket one : strangers) {
        one.close();
      }
    }
  }

  private Socket dripping() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket
        .getOutputStream()
        .write(
            """
            POST /api/registry/enrolments HTTP/1.1
            Host: x
            Content-Type: application/json
            Transfer-Encoding: chunked

            1
            {
            """
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
