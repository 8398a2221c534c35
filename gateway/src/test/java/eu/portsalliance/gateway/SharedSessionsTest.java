package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.SetArgs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Two replicas of a gateway whose sessions are in one store. */
@ExtendWith(OutputCaptureExtension.class)
class SharedSessionsTest {

  private static final String ALERTS = "/api/intel/alerts";
  private static final String COOKIE = "ALLIANCE-nlrtm";

  /** Where the session of the id "chosen" is looked for. */
  private static final String CHOSEN =
      "alliance:nlrtm:session:7be403e3cc82262248913b70f596a31b93f656e0da8ce5d1bf757c63ef7a8db4";

  private static final Duration SECONDS = Duration.ofSeconds(30);
  private static final GatewayTestBase.MovedClock CLOCK = GatewayTestBase.CLOCK;
  private static final StubIssuer ISSUER = new StubIssuer(CLOCK);
  private static final StubService SERVICE = new StubService();

  /** Not closed: they would take along the event loops that all gateways of the tests share. */
  private static ConfigurableApplicationContext one;

  private static ConfigurableApplicationContext two;
  private static TestValkey valkey;

  @BeforeAll
  static void start() {
    valkey = new TestValkey();
    one = gateway();
    two = gateway();
  }

  @AfterAll
  static void end() {
    valkey.kill();
  }

  @BeforeEach
  void asItWas() {
    CLOCK.ahead = Duration.ZERO;
    valkey.asOperator(store -> store.flushall());
  }

  @Test
  void whoSignedInAtOneIsSignedInAtTheOther() {
    Browser browser = signedIn();
    Browser other = at(two, browser);
    assertThat(other.get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(other.get("/api/session").body())
        .contains("\"authenticated\":true")
        .contains("\"person\":\"nl-customs:1\"")
        .contains("\"organisation\":\"nl-customs\"")
        .contains("\"roles\":[\"intel-analyst\"]");
    assertThat(other.cookies.get(COOKIE)).isEqualTo(browser.cookies.get(COOKIE));
  }

  @Test
  void aSignInMayBeginAtOneAndEndAtTheOther() {
    Browser browser = browser(one);
    String to = Browser.location(browser.get("/login/be-federal-police"));
    Browser other = at(two, browser);
    String back = ISSUER.agree(URI.create(to)).toString();
    assertThat(Browser.location(other.get(back))).isEqualTo("/");
    assertThat(at(one, other).get(ALERTS).statusCode()).isEqualTo(200);
  }

  @Test
  void whoSignsOutAtOneIsSignedOutAtBothAndStreamsEnd() throws IOException {
    Browser browser = signedIn();
    Browser other = at(two, browser);
    try (InputStream stream = other.open(other.request(ALERTS + "/stream")).body()) {
      assertThat(stream.read()).isEqualTo('e');
      HttpResponse<String> out = browser.post("/logout", "");
      assertThat(out.statusCode()).isEqualTo(303);
      assertThat(Browser.location(out)).contains("id_token_hint=ey");
      assertThat(endOf(stream)).isTrue();
    }
    assertThat(other.get(ALERTS).statusCode()).isEqualTo(401);
    assertThat(at(one, other).get(ALERTS).statusCode()).isEqualTo(401);
  }

  @Test
  void theOldIdIsNothingAfterAnotherSignIn() {
    Browser browser = signedIn();
    Browser thief = at(two, browser);
    browser.signIn(ISSUER, "/login/be-federal-police");
    assertThat(browser.cookies.get(COOKIE)).isNotEqualTo(thief.cookies.get(COOKIE));
    assertThat(thief.get(ALERTS).statusCode()).isEqualTo(401);
    assertThat(at(two, browser).get(ALERTS).statusCode()).isEqualTo(200);
  }

  @Test
  void theRefreshTokenIsUsedOnceByBothTogether() {
    Browser browser = signedIn();
    int before = ISSUER.refreshes.get();
    for (int round = 1; round <= 3; round++) {
      CLOCK.ahead = CLOCK.ahead.plusSeconds(301);
      assertThat(inParallel(browser, at(two, browser))).containsOnly(200).hasSize(20);
      assertThat(ISSUER.refreshes.get() - before).isEqualTo(round);
    }
  }

  @Test
  void whileOneRenewsTheOtherGoesOnWithTheTokenThatItHas() {
    Browser browser = signedIn();
    int before = ISSUER.refreshes.get();
    CLOCK.ahead = Duration.ofSeconds(275);
    assertThat(inParallel(browser, at(two, browser))).containsOnly(200);
    assertThat(ISSUER.refreshes.get() - before).isEqualTo(1);
  }

  @Test
  void aRenewalOfAReplicaThatEndedIsTakenOverByTheOther() {
    Browser browser = signedIn();
    valkey.asOperator(
        store ->
            store.set(
                key(store.keys("*")) + ":renewal",
                "somebody who ended",
                SetArgs.Builder.px(1_000)));
    CLOCK.ahead = Duration.ofSeconds(301);
    Browser other = at(two, browser);
    until(() -> assertThat(other.get(ALERTS).statusCode()).isEqualTo(200));
  }

  @Test
  void aSessionThatTheIssuerEndedIsOverAtBoth() {
    Browser browser = signedIn();
    ISSUER.endSessions();
    CLOCK.ahead = Duration.ofSeconds(301);
    assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401);
    CLOCK.ahead = Duration.ZERO;
    assertThat(at(two, browser).get(ALERTS).statusCode()).isEqualTo(401);
    assertThat(keys()).noneMatch(key -> !key.endsWith(":renewal"));
  }

  @Test
  void withTheIssuerAwayBothKeepTheSession() {
    Browser browser = signedIn();
    ISSUER.stop();
    try {
      CLOCK.ahead = Duration.ofSeconds(275);
      assertThat(browser.get(ALERTS).statusCode()).isEqualTo(200);
      CLOCK.ahead = Duration.ofSeconds(301);
      assertThat(at(two, browser).get(ALERTS).statusCode()).isEqualTo(503);
      assertThat(browser.get("/api/session").body()).contains("\"authenticated\":true");
    } finally {
      ISSUER.start();
    }
    until(() -> assertThat(at(two, browser).get(ALERTS).statusCode()).isEqualTo(200));
  }

  @Test
  void anUnusedSessionEndsAndEachUsePutsThatOff() {
    Browser browser = signedIn();
    String session = key(keys());
    valkey.asOperator(store -> store.pexpire(session, 20_000));
    assertThat(at(two, browser).get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(valkey.<Long>asOperator(store -> store.pttl(session))).isGreaterThan(1_700_000);
    valkey.asOperator(store -> store.pexpire(session, 1));
    until(() -> assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401));
  }

  @Test
  void theStoreHasNeitherIdsNorTokensThatCanBeRead() {
    Browser browser = signedIn();
    String key = key(keys());
    String content = valkey.asOperator(store -> store.get(key));
    assertThat(key)
        .matches("alliance:nlrtm:session:[0-9a-f]{64}")
        .doesNotContain(String.valueOf(browser.cookies.get(COOKIE)));
    browser.get(ALERTS);
    String token = String.valueOf(SERVICE.last().header("authorization")).substring(7);
    assertThat(content)
        .doesNotContain(token)
        .doesNotContain(token.split("\\.", -1)[1])
        .doesNotContain("person-1");
    assertThat(content.split("\\.", -1)).hasSize(5);
  }

  @Test
  void whatAnotherPutsIntoTheStoreIsNoSession() {
    Browser victim = signedIn();
    String content = valkey.asOperator(store -> store.get(key(store.keys("*"))));
    Browser thief = browser(one);
    thief.cookies.put(COOKIE, "chosen");
    valkey.asOperator(store -> store.set(CHOSEN, content));
    assertThat(thief.get(ALERTS).statusCode()).isEqualTo(401);
    valkey.asOperator(store -> store.set(CHOSEN, "eyJhbGciOiJub25lIn0.e30."));
    assertThat(thief.get(ALERTS).statusCode()).isEqualTo(401);
    assertThat(victim.get(ALERTS).statusCode()).isEqualTo(200);
  }

  @Test
  void aStoreThatHangsIsWaitedForASecond() {
    Browser browser = signedIn();
    valkey.asOperator(store -> store.clientPause(600_000));
    try {
      assertThat(browser.get(ALERTS).statusCode()).isEqualTo(503);
    } finally {
      valkey.kill();
      valkey.start();
    }
    until(() -> assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401));
  }

  @Test
  void withoutTheStoreTokensServeAndSignInSaysWhatDoesNotWork(CapturedOutput output) {
    Browser browser = signedIn();
    valkey.kill();
    try {
      for (String path : List.of(ALERTS, "/api/session", "/login/be-federal-police")) {
        HttpResponse<String> refused = browser.get(path);
        assertThat(refused.statusCode()).as(path).isEqualTo(503);
        assertThat(refused.body()).as(path).contains("The store of the sessions does not answer");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      }
      for (String path :
          List.of("/login", "/actuator/health/liveness", "/actuator/health/readiness")) {
        assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200);
      }
      String token =
          "Bearer " + ISSUER.token(List.of("port-nlrtm"), CLOCK.instant().plusSeconds(60));
      assertThat(browser.send(browser.request(ALERTS).header("Authorization", token)).statusCode())
          .isEqualTo(200);
      assertThat(output.getOut()).containsOnlyOnce("the store of the sessions does not answer");
    } finally {
      valkey.start();
    }
    until(() -> assertThat(browser.get(ALERTS).statusCode()).isEqualTo(401));
    // the other replica did not notice, and nobody notices there either
    assertThat(at(two, signedIn()).get(ALERTS).statusCode()).isEqualTo(200);
    assertThat(output.getOut()).contains("the store of the sessions answers again");
  }

  private static ConfigurableApplicationContext gateway() {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "alliance.gateway.name=nlrtm",
                "alliance.gateway.title=Rotterdam",
                "alliance.gateway.public-url=http://localhost:8101",
                "alliance.gateway.sessions=valkey",
                "alliance.gateway.services.registry=" + SERVICE.address(),
                "alliance.gateway.services.intel=" + SERVICE.address(),
                "alliance.gateway.services.risk=" + SERVICE.address(),
                "alliance.gateway.agencies[0].alias=be-federal-police",
                "alliance.gateway.agencies[0].name=Belgian federal police",
                "alliance.gateway.sign-in.issuer=" + ISSUER.issuer(),
                "alliance.gateway.sign-in.client-id=portal-nlrtm",
                "alliance.gateway.sign-in.client-secret=s3cret",
                "alliance.gateway.sign-in.cookie-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
    settings.addAll(valkey.settings());
    return new SpringApplicationBuilder(GatewayApplication.class, GatewayTestBase.Time.class)
        .run(settings.stream().map(setting -> "--" + setting).toArray(String[]::new));
  }

  private static Browser signedIn() {
    Browser browser = browser(one);
    assertThat(browser.signIn(ISSUER, "/login/be-federal-police")).isEqualTo("/");
    browser.get("/api/session");
    return browser;
  }

  private static Browser browser(ConfigurableApplicationContext gateway) {
    return new Browser(
        gateway.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  /** The same person's browser, balanced to another replica. */
  private static Browser at(ConfigurableApplicationContext gateway, Browser browser) {
    Browser same = browser(gateway);
    same.cookies.putAll(browser.cookies);
    return same;
  }

  private static List<Integer> inParallel(Browser... browsers) {
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 20)
            .mapToObj(i -> browsers[i % browsers.length])
            .map(browser -> browser.sendLater(browser.request(ALERTS)))
            .toList();
    return calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  private static List<String> keys() {
    return valkey.asOperator(store -> store.keys("*"));
  }

  private static String key(List<String> keys) {
    assertThat(keys).hasSize(1);
    return keys.getFirst();
  }

  private static boolean endOf(InputStream stream) {
    try {
      stream.readAllBytes();
      return true;
    } catch (IOException closedHard) {
      return true;
    }
  }

  private static void until(ThrowingRunnable holds) {
    Awaitility.await().atMost(SECONDS).untilAsserted(holds);
  }
}
