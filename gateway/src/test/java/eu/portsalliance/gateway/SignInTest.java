package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** People sign in through their agency, and out again. */
class SignInTest extends GatewayTestBase {

  @Test
  void theChosenAgencyGoesToTheIssuerWithStateNonceAndProofKey() {
    URI to = URI.create(Browser.location(browser().get("/login/be-federal-police")));
    MultiValueMap<String, String> query = UriComponentsBuilder.fromUri(to).build().getQueryParams();
    assertThat(to.toString()).startsWith(ISSUER.issuer() + "/protocol/openid-connect/auth?");
    assertThat(query.getFirst("kc_idp_hint")).isEqualTo("be-federal-police");
    assertThat(query.getFirst("client_id")).isEqualTo("portal-nlrtm");
    assertThat(query.getFirst("response_type")).isEqualTo("code");
    assertThat(query.getFirst("code_challenge_method")).isEqualTo("S256");
    assertThat(query).containsKeys("state", "nonce", "code_challenge");
    assertThat(StubIssuer.first(query, "redirect_uri"))
        .isEqualTo("http://localhost:8101/login/oauth2/code/alliance");
  }

  @Test
  void theCookiesAreNamedForTheGatewayAndClosedToScripts() {
    Browser browser = browser();
    HttpResponse<String> start = browser.get("/login/be-federal-police");
    assertThat(start.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .matches(
            "ALLIANCE-nlrtm-sign-in-[A-Za-z0-9_-]{12}=[A-Za-z0-9._-]{100,1000};"
                + " Max-Age=600; Expires=[^;]+; Path=/login; HTTPOnly; SameSite=Lax");
    HttpResponse<String> back =
        browser.get(ISSUER.agree(URI.create(Browser.location(start))).toString());
    assertThat(back.headers().allValues("Set-Cookie"))
        .hasSize(2)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("ALLIANCE-nlrtm=[0-9a-f-]{36}; Path=/; HTTPOnly; SameSite=Lax"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("ALLIANCE-nlrtm-sign-in-")
                    .contains("=; Max-Age=0;")
                    .contains("; Path=/login;"));
  }

  @Test
  void theSessionIdChangesAtSignInAndTheOldOneIsNothing() {
    Browser browser = signedIn();
    String before = browser.cookies.get("ALLIANCE-nlrtm");
    URI to = URI.create(Browser.location(browser.get("/login/be-federal-police")));
    assertThat(Browser.location(browser.get(ISSUER.agree(to).toString()))).isEqualTo("/");
    assertThat(browser.cookies.get("ALLIANCE-nlrtm")).isNotEqualTo(before);
    assertThat(browser.get("/api/intel/alerts").statusCode()).isEqualTo(200);
    Browser thief = browser();
    thief.cookies.put("ALLIANCE-nlrtm", before);
    assertThat(thief.get("/api/intel/alerts").statusCode()).isEqualTo(401);
  }

  @Test
  void comesBackToThePageOfThePortalAndToNoOtherSite() {
    assertThat(browser().signIn(ISSUER, "/login/be-federal-police?to=/alerts/indicator--1"))
        .isEqualTo("/alerts/indicator--1");
    for (String elsewhere :
        List.of(
            "//evil.example", "https://evil.example", "/%5Cevil.example", "/a%0d%0ab", "/a%25zz")) {
      assertThat(browser().signIn(ISSUER, "/login/be-federal-police?to=" + elsewhere))
          .isEqualTo("/");
    }
  }

  @Test
  void aRefusalByTheAgencyOrATokenForTwoPortsEndsOnTheSignInPage() {
    Browser browser = browser();
    URI to = URI.create(Browser.location(browser.get("/login/be-federal-police")));
    String back = ISSUER.agree(to).toString().replaceFirst("&code=.*", "&error=access_denied");
    assertThat(Browser.location(browser.get(back))).isEqualTo("/login?failed");
    ISSUER.audience = List.of("port-nlrtm", "port-beanr");
    assertThat(browser().signIn(ISSUER, "/login/be-federal-police")).isEqualTo("/login?failed");
  }

  @Test
  void whomTheAgencyConfirmedAndNobodyGrantedARoleHereIsToldSo() {
    ISSUER.audience = List.of();
    Browser browser = browser();
    assertThat(browser.signIn(ISSUER, "/login/be-federal-police")).isEqualTo("/login?no-role");
    assertThat(browser.cookies).isEmpty();
    assertThat(browser.get("/api/intel/alerts").statusCode()).isEqualTo(401);
  }

  @Test
  void tellsThePortalWhoIsSignedIn() {
    assertThat(browser().get("/api/session").body())
        .isEqualTo(
            """
            {"authenticated":false,"gateway":"nlrtm","plane":"port","locode":"NLRTM","title":"Rotterdam",\
            "name":null,"person":null,"organisation":null,"roles":[],\
            "agencies":[{"alias":"be-federal-police","name":"Belgian federal police"}],\
            "ports":[{"locode":"BEANR","title":"Antwerp-Bruges","url":"http://localhost:8102"}],\
            "issuerAway":false,\
            "csrf":{"header":"X-XSRF-TOKEN","cookie":"XSRF-TOKEN-nlrtm"}}""");
    assertThat(signedIn().get("/api/session").body())
        .contains("\"authenticated\":true")
        .contains("\"name\":\"Analyst, Dutch customs\"")
        .contains("\"person\":\"nl-customs:1\"")
        .contains("\"organisation\":\"nl-customs\"")
        .contains("\"roles\":[\"intel-analyst\"]");
  }

  @Test
  void signsOutHereAndAtTheIssuer() {
    Browser browser = signedIn();
    String session = browser.cookies.get("ALLIANCE-nlrtm");
    HttpResponse<String> out =
        browser.send(
            browser
                .request("/logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + browser.csrf())));
    assertThat(out.statusCode()).isEqualTo(303);
    URI to = URI.create(Browser.location(out));
    MultiValueMap<String, String> query = UriComponentsBuilder.fromUri(to).build().getQueryParams();
    assertThat(to.toString()).startsWith(ISSUER.issuer() + "/protocol/openid-connect/logout?");
    assertThat(StubIssuer.first(query, "id_token_hint").split("\\.", -1)).hasSize(3);
    assertThat(StubIssuer.first(query, "post_logout_redirect_uri"))
        .isEqualTo("http://localhost:8101/login?signed-out");
    assertThat(browser.cookies).doesNotContainKey("ALLIANCE-nlrtm");
    browser.cookies.put("ALLIANCE-nlrtm", session);
    assertThat(browser.get("/api/intel/alerts").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutTakesTheCsrfToken() {
    Browser browser = signedIn();
    HttpResponse<String> refused =
        browser.send(browser.request("/logout").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(browser.get("/api/intel/alerts").statusCode()).isEqualTo(200);
  }

  @Test
  void signingOutClosesTheSessionsStreams() throws Exception {
    Browser browser = signedIn();
    try (var stream = browser.open(browser.request("/api/intel/alerts/stream")).body()) {
      assertThat(stream.read()).isEqualTo('e');
      browser.post("/logout", "");
      assertThat(endOf(stream)).isTrue();
    }
  }

  private static boolean endOf(InputStream stream) {
    try {
      stream.readAllBytes();
      return true;
    } catch (IOException closedHard) {
      return true;
    }
  }
}
