package eu.portsalliance.peers;

import eu.portsalliance.access.Locode;
import eu.portsalliance.testkit.PostgresTestConfiguration;
import eu.portsalliance.testkit.TestTokens;
import eu.portsalliance.testkit.TokenTestConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
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
      "spring.flyway.locations=classpath:db/access"
    })
class PeersTest {

  private static final PortKey KEY = AssertionsTest.key();
  private static final Peer BEANR = new Peer(new Locode("BEANR"), Optional.empty());

  @LocalServerPort private int port;

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

  private static String header(String target) {
    return new Assertions(Clock.systemUTC())
        .header(
            BEANR, KEY, new Assertions.Request(new Locode("NLRTM"), "GET", target, new byte[0]));
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

    @GetMapping("/person")
    @PreAuthorize("hasAuthority('intel-officer')")
    Mono<String> person() {
      return Mono.just("person");
    }
  }
}
