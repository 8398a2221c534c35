package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which Bearer tokens pass. */
class BearerTest extends GatewayTestBase {

  private static final String ALERTS = "/api/intel/alerts";

  @Test
  void anExpiredTokenIsRefusedWithAProblem() {
    String old = ISSUER.token(List.of("port-nlrtm"), CLOCK.instant().minusSeconds(11));
    HttpResponse<String> refused = call("Bearer " + old);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(Browser.type(refused)).isEqualTo("application/problem+json");
    assertThat(refused.body()).contains("\"type\":\"/problems/unauthenticated\"");
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer error=\"invalid_token\"");
  }

  @Test
  void aTokenThatWasGoodIsRefusedOnceItHasExpired() {
    String token = bearer("port-nlrtm");
    assertThat(call(token).statusCode()).isEqualTo(200);
    assertThat(call(token).statusCode()).isEqualTo(200);
    CLOCK.ahead = Duration.ofSeconds(311);
    assertThat(call(token).statusCode()).isEqualTo(401);
    assertThat(call(token + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void forgedMalformedAndForeignProofsAreRefused() {
    assertThat(call("Bearer " + ISSUER.forged(List.of("port-nlrtm"), "k1")).statusCode())
        .isEqualTo(401);
    for (String proof :
        List.of("Bearer", "Bearer x", "Bearer a.b.c", "Basic dTpw", "Peer x", "Token t")) {
      assertThat(call(proof).statusCode()).as(proof).isEqualTo(401);
    }
    assertThat(call(bearer("alliance")).statusCode()).isEqualTo(401);
    assertThat(call(bearer("port-nlrtm", "alliance")).statusCode()).isEqualTo(401);
  }

  @Test
  void unknownKeyIdsDoNotMakeTheGatewayAskTheIssuerEachTime() {
    assertThat(call(bearer("port-nlrtm")).statusCode()).isEqualTo(200);
    int before = ISSUER.keyReads.get();
    for (int i = 0; i < 10; i++) {
      assertThat(call("Bearer " + ISSUER.forged(List.of("port-nlrtm"), "k" + i + i)).statusCode())
          .isEqualTo(401);
    }
    assertThat(ISSUER.keyReads.get() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void tokensAreCheckedWhileTheIssuerIsAway() {
    assertThat(call(bearer("port-nlrtm")).statusCode()).isEqualTo(200);
    ISSUER.stop();
    try {
      assertThat(call(bearer("port-nlrtm")).statusCode()).isEqualTo(200);
    } finally {
      ISSUER.start();
    }
  }

  @Test
  void aBearerTokenGoesBeforeTheCookie() {
    Browser browser = signedIn();
    String own = bearer("port-nlrtm");
    assertThat(browser.send(browser.request(ALERTS).header("Authorization", own)).statusCode())
        .isEqualTo(200);
    assertThat(SERVICE.last().header("authorization")).isEqualTo(own);
    assertThat(
            browser
                .send(browser.request(ALERTS).header("Authorization", bearer("port-beanr")))
                .statusCode())
        .isEqualTo(401);
  }

  private HttpResponse<String> call(String proof) {
    Browser browser = browser();
    return browser.send(browser.request(ALERTS).header("Authorization", proof));
  }
}
