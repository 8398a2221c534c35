package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Access tokens are renewed once for all who ask, and an absent issuer ends no session. */
class RenewalTest extends GatewayTestBase {

  private static final String ALERTS = "/api/intel/alerts";

  @Test
  void twentyParallelCallsAcrossARenewalAllSucceedWithOneRenewal() {
    Browser browser = signedIn();
    String session = browser.cookies.get("ALLIANCE-nlrtm");
    String first = tokenAtService(browser);
    int before = ISSUER.refreshes.get();
    for (int round = 1; round <= 3; round++) {
      CLOCK.ahead = CLOCK.ahead.plus(Duration.ofSeconds(301));
      assertThat(inParallel(browser)).containsOnly(200).hasSize(20);
      assertThat(ISSUER.refreshes.get() - before).isEqualTo(round);
    }
    assertThat(tokenAtService(browser)).isNotEqualTo(first);
    assertThat(browser.cookies.get("ALLIANCE-nlrtm")).isEqualTo(session);
  }

  @Test
  void renewsBeforeTheTokenExpires() {
    Browser browser = signedIn();
    int before = ISSUER.refreshes.get();
    CLOCK.ahead = Duration.ofSeconds(275);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(ISSUER.refreshes.get() - before).isEqualTo(1);
  }

  @Test
  void withTheIssuerAwayTheTokenServesUntilItExpiresAndTheSessionOutlivesTheAbsence() {
    Browser browser = signedIn();
    ISSUER.stop();
    try {
      CLOCK.ahead = Duration.ofSeconds(275);
      assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
      CLOCK.ahead = Duration.ofSeconds(301);
      HttpResponse<String> expired = browser.get(ALERTS);
      assertThat(expired.statusCode()).isEqualTo(503);
      assertThat(expired.body()).contains("/problems/service-unavailable");
      assertThat(browser.get("/api/session").body()).contains("\"authenticated\":true");
    } finally {
      ISSUER.start();
    }
    CLOCK.ahead = Duration.ofSeconds(310);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionThatTheIssuerEndedIsOverHere() {
    Browser browser = signedIn();
    ISSUER.endSessions();
    CLOCK.ahead = Duration.ofSeconds(301);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/session").body()).contains("\"authenticated\":false");
  }

  @Test
  void aRenewedTokenForTwoPortsEndsTheSession() {
    Browser browser = signedIn();
    ISSUER.audience = List.of("port-nlrtm", "port-beanr");
    CLOCK.ahead = Duration.ofSeconds(301);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401);
  }

  private static List<Integer> inParallel(Browser browser) {
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 20).mapToObj(_ -> browser.sendLater(browser.request(ALERTS))).toList();
    return calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  private static String tokenAtService(Browser browser) {
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
    String token = SERVICE.last().header("authorization");
    assertThat(token).startsWith("Bearer ");
    return String.valueOf(token);
  }
}
