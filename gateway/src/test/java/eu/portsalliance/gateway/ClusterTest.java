package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.gateway.StubService.Arrived;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that finds its services in Kubernetes and follows its ConfigMap. */
@ExtendWith(OutputCaptureExtension.class)
class ClusterTest {

  private static final String INTEL = "intel-exchange-service";
  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";
  private static final String ALERTS = "/api/intel/alerts";
  private static final Duration SECONDS = Duration.ofSeconds(20);
  private static final StubIssuer ISSUER = new StubIssuer(Clock.systemUTC());
  private static final StubService ONE = new StubService();
  private static final StubService TWO = new StubService("127.0.0.2", ONE);
  private static final StubKubernetes KUBERNETES = new StubKubernetes();

  @TempDir static Path mounted;

  /**
   * Not closed before the tests end: it would take along the event loops that all gateways share.
   */
  private static ConfigurableApplicationContext gateway;

  @BeforeAll
  static void start() throws IOException {
    KUBERNETES.service(INTEL);
    ready(FIRST);
    KUBERNETES.configMap("gateway", told(""));
    Files.writeString(mounted.resolve("application.yaml"), told(""));
    gateway =
        SpringApplication.run(
            GatewayApplication.class,
            "--server.port=0",
            "--spring.config.additional-location=file:" + mounted + "/");
  }

  @BeforeEach
  void asItWas() {
    KUBERNETES.forbidding = false;
    KUBERNETES.configMap("gateway", told(""));
    ISSUER.lifetime = Duration.ofMinutes(5);
  }

  @Test
  void aReadyReplicaIsFoundAndAnUnreadyOneIsLeft() {
    ready(FIRST, SECOND);
    untilServedBy(TWO);
    replicas(List.of(FIRST), List.of(SECOND));
    untilNotServedBy(TWO);
    replicas(List.of(), List.of(FIRST));
    until(
        () -> {
          HttpResponse<String> none = call("GET");
          assertThat(none.statusCode()).isEqualTo(503);
          assertThat(none.body()).contains("/problems/service-unavailable");
        });
    ready(FIRST);
    until(() -> assertThat(call("GET").statusCode()).isEqualTo(200));
  }

  @Test
  void aRefusedConnectionIsTriedOnAnotherReplicaForSafeRequestsAlone() {
    ready(FIRST, "127.0.0.3");
    untilOneIsRefused();
    assertThat(IntStream.range(0, 10).map(_ -> call("GET").statusCode())).containsOnly(200);
    assertThat(writes()).contains(200, 503);
    ready(FIRST);
    untilNoneIsRefused();
  }

  @Test
  void withAForbiddenAnswerTheGatewayGoesOnWithWhatItHasAndSaysSo(CapturedOutput output) {
    ready(FIRST);
    until(() -> assertThat(call("GET").statusCode()).isEqualTo(200));
    KUBERNETES.forbidding = true;
    until(
        () ->
            assertThat(output.getOut())
                .contains("configmaps/gateway. Message: Forbidden")
                .contains("Kubernetes does not tell the replicas of " + INTEL)
                .contains("the 1 that are known stay in use"));
    assertThat(call("GET").statusCode()).isEqualTo(200);
    KUBERNETES.forbidding = false;
    until(() -> assertThat(output.getOut()).contains("tells the replicas of " + INTEL + " again"));
  }

  @Test
  void aChangedConfigMapIsInForceWithinSecondsAndSessionsAndStreamsGoOn(CapturedOutput output)
      throws IOException {
    ready(FIRST);
    Browser browser = browser();
    browser.signIn(ISSUER, "/login/be-federal-police");
    assertThat(browser.get("/api/session").body()).contains("\"authenticated\":true");
    HttpResponse<InputStream> stream = browser.open(browser.request("/api/intel/alerts/stream"));
    try (var events =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(events.readLine()).isEqualTo("event: hint");
      KUBERNETES.configMap(
          "gateway",
          told(
              """
              logging.level.eu.portsalliance.gateway.route: debug
              alliance.gateway.ports[0]: {locode: BEANR, title: Antwerp-Bruges, url: "http://b.test"}
              alliance.gateway.limits: {intel-body: 10B}
              server.shutdown: immediate
              """));
      until(() -> assertThat(browser.get("/api/session").body()).contains("Antwerp-Bruges"));
      assertThat(browser.get("/api/session").body()).contains("\"authenticated\":true");
      assertThat(call("POST").statusCode()).isEqualTo(413);
      assertThat(LoggerFactory.getLogger("eu.portsalliance.gateway.route").isDebugEnabled())
          .isTrue();
      assertThat(output.getOut())
          .containsPattern("not in force before a restart: .*server\\.shutdown]");
      ONE.endStreams();
      assertThat(events.lines().toList()).contains("data: {}");
    }
  }

  @Test
  void aConfigMapThatIsNotInTheFormChangesNothingAndTheLogSaysWhy(CapturedOutput output) {
    KUBERNETES.configMap("gateway", told("alliance.gateway.limits: {streams: 1}\n"));
    until(
        () ->
            assertThat(output.getOut())
                .contains("limits.streams has to be at least limits.streams-per-caller and"));
    assertThat(browser().get("/api/session").body()).contains("be-federal-police");
  }

  @Test
  void nothingIsAskedOfKubernetesButNamedThings() {
    until(() -> assertThat(call("GET").statusCode()).isEqualTo(200));
    String base = "GET /api/v1/namespaces/" + StubKubernetes.NAMESPACE;
    until(() -> assertThat(KUBERNETES.asked).anyMatch(path -> path.contains("/configmaps/")));
    assertThat(KUBERNETES.asked)
        .containsOnly(
            base + "/configmaps/gateway",
            base + "/services/" + INTEL,
            base + "/endpoints?fieldSelector=metadata.name%3D" + INTEL);
  }

  private static void ready(String... addresses) {
    replicas(List.of(addresses), List.of());
  }

  private static void replicas(List<String> ready, List<String> unready) {
    KUBERNETES.endpoints(INTEL, ONE.address().getPort(), ready, unready);
  }

  private static String told(String more) {
    return """
    spring.main.cloud-platform: kubernetes
    spring.config.import: "optional:kubernetes:"
    spring.cloud.kubernetes:
      config.name: gateway
      client: {master-url: "%s", namespace: %s, trust-certs: true, user-agent: gateway-in-test}
    alliance.gateway:
      name: nlrtm
      title: Rotterdam
      public-url: http://localhost:8101
      services: {registry: "%s", intel: "lb://%s", risk: "%s"}
      sign-in: {client-id: portal-nlrtm, client-secret: s3cret, issuer: "%s"}
      agencies: [{alias: be-federal-police, name: Belgian federal police}]
    """
            .formatted(
                KUBERNETES.address(),
                StubKubernetes.NAMESPACE,
                ONE.address(),
                INTEL,
                ONE.address(),
                ISSUER.issuer())
        + more;
  }

  private static Browser browser() {
    return new Browser(
        Integer.parseInt(gateway.getEnvironment().getRequiredProperty("local.server.port")));
  }

  private static HttpResponse<String> call(String method) {
    String token =
        "Bearer "
            + ISSUER.token(List.of("port-nlrtm"), Clock.systemUTC().instant().plusSeconds(60));
    Browser browser = browser();
    return browser.send(
        browser
            .request(ALERTS)
            .header("Authorization", token)
            .method(
                method,
                "GET".equals(method)
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{\"some\":\"body\"}")));
  }

  private static void until(ThrowingRunnable holds) {
    Awaitility.await().atMost(SECONDS).untilAsserted(holds);
  }

  private static List<Arrived> calledTenTimes(StubService replica) {
    replica.arrived.clear();
    IntStream.range(0, 10).forEach(_ -> call("GET"));
    return List.copyOf(replica.arrived);
  }

  private static void untilServedBy(StubService replica) {
    until(() -> assertThat(calledTenTimes(replica)).isNotEmpty());
  }

  private static void untilNotServedBy(StubService replica) {
    until(() -> assertThat(calledTenTimes(replica)).isEmpty());
  }

  private static void untilOneIsRefused() {
    until(() -> assertThat(writes()).contains(503));
  }

  private static void untilNoneIsRefused() {
    until(() -> assertThat(writes()).containsOnly(200));
  }

  private static List<Integer> writes() {
    return IntStream.range(0, 10).map(_ -> call("POST").statusCode()).boxed().toList();
  }
}
