package eu.portsalliance.peers;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.Locode;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.access.port=NLRTM",
      "alliance.access.issuer=" + TestTokens.ISSUER,
      "alliance.access.jwk-set-uri=http://127.0.0.1:1/not-asked",
      "alliance.access.hash-key=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      "spring.flyway.url=jdbc:postgresql://given-by-the-test/x",
      "spring.flyway.locations=classpath:db/access",
      "alliance.problem.body-within=1s"
    })
class PeersTest {

  private static final PortKey KEY = AssertionsTest.key();
  private static final Peer BEANR = new Peer(new Locode("BEANR"), Optional.empty());

  @LocalServerPort private int port;
  @Autowired private DatabaseClient database;

  @Autowired
  @Qualifier("seenAssertionsHousekeeping")
  private Housekeeping housekeeping;

  @Test
  void a_peer_with_an_assertion_is_let_in_once() {
    String header = header("/peer?q=1");
    get("/peer?q=1", header).expectStatus().isOk().expectBody(String.class).isEqualTo("BEANR");
    get("/peer?q=1", header)
        .expectStatus()
        .isUnauthorized()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("/problems/invalid-assertion");
  }

  @Test
  void an_assertion_for_another_request_is_refused() {
    get("/peer?q=2", header("/peer?q=1")).expectStatus().isUnauthorized();
  }

  @Test
  void a_peer_is_no_person() {
    get("/person", header("/person")).expectStatus().isForbidden();
  }

  @Test
  void a_token_still_serves_beside_assertions() {
    String token = TestTokens.person("1", "o").at("NLRTM").roles("intel-officer").bearer();
    get("/person", token).expectStatus().isOk();
    get("/peer", token).expectStatus().isForbidden();
  }

  @Test
  void nobody_waits_for_the_body_of_a_stranger() throws IOException {
    for (String proof :
        List.of("Peer x", header("POST", "/peer", "{}").replace("Peer ", "Peer x"))) {
      try (Socket stranger = begun(proof)) {
        assertThat(answer(stranger)).contains("HTTP/1.1 401", "/problems/invalid-assertion");
      }
    }
  }

  @Test
  void a_body_that_drips_ends_as_late_and_its_assertion_serves_still() throws IOException {
    String body = "{\"a\":1}";
    String proof = header("POST", "/peer", body);
    try (Socket slow = begun(proof)) {
      slow.getOutputStream().write("1\r\n{\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(slow)).contains("HTTP/1.1 408", "/problems/request-timeout");
    }
    post(proof, "{\"a\":2}").expectStatus().isUnauthorized();
    post(proof, body).expectStatus().isOk();
    post(proof, body).expectStatus().isUnauthorized();
  }

  @Test
  void a_member_that_is_named_twice_is_no_well_formed_body() {
    String body = "{\"a\":1,\"a\":2}";
    post(header("POST", "/peer", body), body)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("/problems/malformed-request");
  }

  @Test
  void assertions_are_forgotten_once_they_have_expired() {
    database
        .sql(
            """
            insert into seen_assertion (jti, expires)
            values ('old', now() - interval '1 second'), ('new', now() + interval '1 minute')
            """)
        .then()
        .then(housekeeping.sweep())
        .block();
    assertThat(
            database
                .sql("select jti from seen_assertion where jti in ('old', 'new')")
                .mapValue(String.class)
                .all()
                .collectList()
                .block())
        .containsExactly("new");
  }

  /** A request whose head is there and whose body is not. */
  private Socket begun(String proof) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    String head =
        "POST /peer HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\nAuthorization: "
            + proof
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** All that comes until the other side closes. */
  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String header(String target) {
    return header("GET", target, "");
  }

  private static String header(String method, String target, String body) {
    return new Assertions(Clock.systemUTC())
        .header(
            BEANR,
            KEY,
            new Assertions.Request(
                new Locode("NLRTM"), method, target, body.getBytes(StandardCharsets.UTF_8)));
  }

  private WebTestClient.ResponseSpec post(String authorization, String body) {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .build()
        .post()
        .uri("/peer")
        .header("Authorization", authorization)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private WebTestClient.ResponseSpec get(String target, String authorization) {
    return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + port)
        .responseTimeout(Duration.ofSeconds(30))
        .build()
        .get()
        .uri(target)
        .header("Authorization", authorization)
        .exchange();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({PostgresTestConfiguration.class, TokenTestConfiguration.class, Probe.class})
  static class Application {

    @Bean
    Assertions.Keys peerKeys() {
      return (peer, kid) ->
          peer.equals(BEANR) && kid.equals(KEY.thumbprint())
              ? Optional.of(KEY.publicPart())
              : Optional.empty();
    }
  }

  @RestController
  static class Probe {

    @GetMapping("/peer")
    @PreAuthorize("hasAuthority('peer')")
    Mono<String> peer(@AuthenticationPrincipal Peer peer) {
      return Mono.just(peer.issuer());
    }

    @PostMapping("/peer")
    @PreAuthorize("hasAuthority('peer')")
    Mono<Integer> posted(@RequestBody Map<String, Integer> body) {
      return Mono.justOrEmpty(body.get("a"));
    }

    @GetMapping("/person")
    @PreAuthorize("hasAuthority('intel-officer')")
    Mono<String> person() {
      return Mono.just("person");
    }
  }
}
