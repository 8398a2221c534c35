package eu.portsalliance.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One gateway of Rotterdam for all tests of the port plane, with an issuer and one service. */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.gateway.name=nlrtm",
      "alliance.gateway.title=Rotterdam",
      "alliance.gateway.public-url=http://localhost:8101",
      "alliance.gateway.sign-in.client-id=portal-nlrtm",
      "alliance.gateway.sign-in.client-secret=s3cret",
      "alliance.gateway.agencies[0].alias=be-federal-police",
      "alliance.gateway.agencies[0].name=Belgian federal police",
      "alliance.gateway.ports[0].locode=BEANR",
      "alliance.gateway.ports[0].title=Antwerp-Bruges",
      "alliance.gateway.ports[0].url=http://localhost:8102",
      "alliance.gateway.limits.response-timeout=1s",
    })
@Import(GatewayTestBase.Time.class)
abstract class GatewayTestBase {

  static final MovedClock CLOCK = new MovedClock();
  static final StubIssuer ISSUER = new StubIssuer(CLOCK);
  static final StubService SERVICE = new StubService();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry registry) {
    registry.add("alliance.gateway.sign-in.issuer", ISSUER::issuer);
    registry.add("alliance.gateway.services.registry", SERVICE::address);
    registry.add("alliance.gateway.services.intel", SERVICE::address);
    registry.add("alliance.gateway.services.risk", SERVICE::address);
  }

  @BeforeEach
  void asItWas() {
    CLOCK.ahead = Duration.ZERO;
    ISSUER.audience = List.of("port-nlrtm");
    ISSUER.lifetime = Duration.ofMinutes(5);
    SERVICE.endStreams();
    SERVICE.arrived.clear();
  }

  Browser browser() {
    return new Browser(port);
  }

  /** A browser with a session and the CSRF cookie. */
  Browser signedIn() {
    Browser browser = browser();
    browser.signIn(ISSUER, "/login/be-federal-police");
    browser.get("/api/session");
    return browser;
  }

  String bearer(String... audiences) {
    return "Bearer " + ISSUER.token(List.of(audiences), CLOCK.instant().plusSeconds(300));
  }

  /** The gateway's clock can be put ahead. */
  static final class MovedClock extends Clock {

    volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class Time {
    @Bean
    @Primary
    Clock movedClock() {
      return CLOCK;
    }
  }
}
