package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The same image as the gateway of the alliance plane, behind TLS, started while the issuer is
 * down.
 */
@SpringBootTest(
    classes = GatewayApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "alliance.gateway.name=alliance",
      "alliance.gateway.title=European Ports Alliance",
      "alliance.gateway.public-url=https://alliance.example:8443",
      "alliance.gateway.sign-in.client-id=portal-alliance",
      "alliance.gateway.sign-in.client-secret=s3cret",
      "alliance.gateway.agencies[0].alias=nl-customs",
      "alliance.gateway.agencies[0].name=Dutch customs",
    })
class AlliancePlaneTest {

  private static final StubIssuer ISSUER = new StubIssuer(Clock.systemUTC());
  private static final StubService SERVICE = new StubService();

  @LocalServerPort int port;

  @DynamicPropertySource
  static void addresses(DynamicPropertyRegistry registry) {
    ISSUER.stop();
    registry.add("alliance.gateway.sign-in.issuer", ISSUER::issuer);
    registry.add("alliance.gateway.services.registry", SERVICE::address);
    registry.add("alliance.gateway.services.identity", SERVICE::address);
  }

  @Test
  void itStartsWithoutTheIssuerAndSaysThatTokensCannotBeCheckedNow() {
    HttpResponse<String> answer = withToken("/api/identity/state", "alliance");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Browser.type(answer)).isEqualTo("application/problem+json");
    ISSUER.start();
    try {
      assertThat(withToken("/api/identity/state", "alliance").statusCode()).isEqualTo(200);
      assertThat(withToken("/api/registry/ports", "alliance").statusCode()).isEqualTo(200);
      assertThat(withToken("/api/registry/ports", "port-nlrtm").statusCode()).isEqualTo(401);
      assertThat(withToken("/api/intel/alerts", "alliance").statusCode()).isEqualTo(404);
      assertThat(withToken("/api/risk/ranking", "alliance").statusCode()).isEqualTo(404);
      assertThat(new Browser(port).get("/api/intel/peer/v1/objects").statusCode()).isEqualTo(404);
    } finally {
      ISSUER.stop();
    }
  }

  @Test
  void behindTlsCookiesAreSecureAndTransportIsStrict() {
    Browser browser = new Browser(port);
    assertThat(cookieOf(signInBegun(browser)))
        .startsWith("__Host-ALLIANCE-alliance-sign-in-")
        .contains("; Path=/;", "; Secure")
        .doesNotContain("Domain");
    HttpResponse<String> session = browser.get("/api/session");
    assertThat(cookieOf(session))
        .startsWith("__Host-XSRF-TOKEN-alliance=")
        .contains("; Path=/;", "; Secure")
        .doesNotContain("Domain");
    assertThat(session.body()).contains("\"cookie\":\"__Host-XSRF-TOKEN-alliance\"");
    assertThat(session.headers().firstValue("Strict-Transport-Security"))
        .contains("max-age=31536000; includeSubDomains");
    assertThat(session.body()).contains("\"plane\":\"alliance\",\"locode\":null");
  }

  @Test
  void thePublicPortIsPartOfTheAddressThatTheIssuerSendsPeopleBackTo() {
    URI to = URI.create(Browser.location(signInBegun(new Browser(port))));
    assertThat(
            StubIssuer.first(
                UriComponentsBuilder.fromUri(to).build().getQueryParams(), "redirect_uri"))
        .isEqualTo("https://alliance.example:8443/login/oauth2/code/alliance");
  }

  private static HttpResponse<String> signInBegun(Browser browser) {
    ISSUER.start();
    try {
      return browser.get("/login/nl-customs");
    } finally {
      ISSUER.stop();
    }
  }

  private HttpResponse<String> withToken(String path, String audience) {
    Browser browser = new Browser(port);
    String token = ISSUER.token(List.of(audience), Clock.systemUTC().instant().plusSeconds(60));
    return browser.send(browser.request(path).header("Authorization", "Bearer " + token));
  }

  private static String cookieOf(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow();
  }
}
