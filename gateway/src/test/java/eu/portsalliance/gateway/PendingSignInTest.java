package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.server.session.InMemoryWebSessionStore;

/** What the gateway remembers of a sign-in that was started: nothing; the browser keeps it. */
class PendingSignInTest extends GatewayTestBase {

  private static final String START = "/login/be-federal-police";
  private static final String AGAIN = "/login?again";

  @Autowired InMemoryWebSessionStore store;

  @Test
  void tenThousandStartedSignInsLeaveNoSession() {
    store.getSessions().keySet().forEach(id -> store.removeSession(id).subscribe());
    for (int round = 0; round < 100; round++) {
      assertThat(started(100)).containsOnly(302);
    }
    browser().get("/");
    browser().get("/api/session");
    browser().get("/api/intel/alerts");
    browser().get("/login/oauth2/code/alliance?code=x&state=y");
    assertThat(store.getSessions()).isEmpty();
    signedIn();
    assertThat(store.getSessions()).hasSize(1);
  }

  private List<Integer> started(int count) {
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, count)
            .mapToObj(_ -> browser().sendLater(browser().request(START)))
            .toList();
    return calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  @Test
  void signInWorksInTwoTabs() {
    Browser browser = browser();
    URI first = start(browser, START + "?to=/alerts/indicator--1");
    URI second = start(browser, START + "?to=/alerts/indicator--2");
    assertThat(browser.cookies).hasSize(2);
    assertThat(end(browser, first)).isEqualTo("/alerts/indicator--1");
    assertThat(end(browser, second)).isEqualTo("/alerts/indicator--2");
    assertThat(browser.cookies).containsOnlyKeys("ALLIANCE-nlrtm");
  }

  @Test
  void aBrowserKeepsFewStartedSignInsSoThatItsRequestsStaySmall() {
    Browser browser = browser();
    for (int i = 0; i < 20; i++) {
      URI last = start(browser, START);
      assertThat(browser.cookies).hasSizeLessThanOrEqualTo(5);
      if (i == 19) {
        assertThat(end(browser, last)).isEqualTo("/");
      }
    }
  }

  @Test
  void anAnswerThatNoSignInOfThisBrowserWaitsForMeansStartingAgain() {
    Browser browser = browser();
    URI to = start(browser, START);
    assertThat(end(browser(), to)).isEqualTo(AGAIN);
    assertThat(end(browser, to)).isEqualTo("/");
    assertThat(end(browser, to)).isEqualTo(AGAIN);
    for (String state : List.of("y", "", "x".repeat(44), "%00")) {
      HttpResponse<String> answer =
          browser.get("/login/oauth2/code/alliance?code=x&state=" + state);
      assertThat(answer.statusCode()).as(state).isIn(302, 400);
      if (answer.statusCode() == 302) {
        assertThat(Browser.location(answer)).isIn(AGAIN, "/login?failed");
      }
    }
  }

  @Test
  void aChangedCookieMeansStartingAgain() {
    Browser browser = browser();
    URI to = start(browser, START);
    String name = browser.cookies.keySet().iterator().next();
    String sealed = String.valueOf(browser.cookies.get(name));
    for (int at : new int[] {0, 45, sealed.length() / 2, sealed.length() - 2}) {
      char other = sealed.charAt(at) == 'A' ? 'B' : 'A';
      browser.cookies.put(name, sealed.substring(0, at) + other + sealed.substring(at + 1));
      assertThat(end(browser, to)).as("changed at %d", at).isEqualTo(AGAIN);
    }
    for (String other : List.of("x", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJub25lIn0.e30.")) {
      browser.cookies.put(name, other);
      assertThat(end(browser, to)).as(other).isEqualTo(AGAIN);
    }
    browser.cookies.put(name, sealed);
    assertThat(end(browser, to)).isEqualTo("/");
  }

  @Test
  void theCookieOfAnotherStartMeansStartingAgain() {
    Browser browser = browser();
    URI to = start(browser, START);
    String name = browser.cookies.keySet().iterator().next();
    Browser other = browser();
    start(other, START);
    browser.cookies.put(name, other.cookies.values().iterator().next());
    assertThat(end(browser, to)).isEqualTo(AGAIN);
  }

  @Test
  void aCookieOlderThanTenMinutesMeansStartingAgain() {
    Browser browser = browser();
    URI to = start(browser, START);
    CLOCK.ahead = Duration.ofSeconds(601);
    assertThat(end(browser, to)).isEqualTo(AGAIN);
  }

  private static URI start(Browser browser, String path) {
    return URI.create(Browser.location(browser.get(path)));
  }

  private static String end(Browser browser, URI to) {
    return Browser.location(browser.get(ISSUER.agree(to).toString()));
  }
}
