package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import eu.portsalliance.gateway.StubService.Arrived;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What happens to a request on its way to a service, and what when it cannot get there. */
@ExtendWith(OutputCaptureExtension.class)
class PassageTest extends GatewayTestBase {

  private static final int KIB = 1024;
  private static final int MIB = 1024 * 1024;

  @Test
  void aPeersRequestArrivesAsItWasSigned() {
    String path = "/api/intel/peer/v1/objects?cursor=a%2Bb%3D%3D&limit=100&x=%7B+%20y";
    Browser browser = signedIn();
    String assertion = assertion("{\"iss\":\"BEANR\",\"aud\":\"NLRTM\"}");
    HttpResponse<String> answer =
        browser.send(browser.request(path).header("Authorization", assertion));
    assertThat(answer.statusCode()).isEqualTo(200);
    Arrived arrived = SERVICE.last();
    assertThat(arrived.uri()).isEqualTo(path);
    assertThat(arrived.header("authorization")).isEqualTo(assertion);
    assertThat(arrived.header("cookie")).isNull();
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void anAssertionThatIsNoPortsOwnStaysOutside() {
    for (String path :
        List.of(
            "/api/intel/peer/v1/objects?limit=1",
            "/api/intel/peer/v1/hints",
            "/api/intel/peer/x")) {
      for (String assertion :
          List.of(
              assertion("{\"iss\":\"NLRTM/risk-service\",\"aud\":\"NLRTM\"}"),
              assertion("{\"iss\":\"BEANR\",\"iss\":\"NLRTM/risk-service\"}"),
              assertion("{\"iss\":\"NLRTM/risk-service\",\"iss\":\"BEANR\"}"),
              assertion("{\"iss\":\"\"}"),
              assertion("{\"iss\":[\"BEANR\"]}"),
              assertion("{}"),
              assertion("[]"),
              "Peer abc.def.ghi",
              "Peer x")) {
        HttpResponse<String> refused = withProofs(path, assertion);
        assertThat(refused.statusCode()).as(assertion).isEqualTo(401);
        assertThat(refused.body()).contains("/problems/invalid-assertion");
      }
      assertThat(
              withProofs(
                      path,
                      assertion("{\"iss\":\"BEANR\"}"),
                      assertion("{\"iss\":\"NLRTM/risk-service\"}"))
                  .statusCode())
          .isEqualTo(401);
    }
    assertThat(SERVICE.arrived).isEmpty();
  }

  private HttpResponse<String> withProofs(String path, String... proofs) {
    Browser browser = browser();
    HttpRequest.Builder request = browser.request(path);
    for (String proof : proofs) {
      request.header("Authorization", proof);
    }
    return browser.send(request);
  }

  private static String assertion(String payload) {
    return "Peer "
        + Base64URL.encode("{\"alg\":\"ES256\",\"typ\":\"peer+jwt\",\"kid\":\"k\"}")
        + "."
        + Base64URL.encode(payload)
        + "."
        + Base64URL.encode(new byte[64]);
  }

  @Test
  void whatClaimsToComeFromAProxyAndCookiesStayHere() {
    Browser browser = signedIn();
    browser.send(
        browser
            .request("/api/intel/alerts?limit=5")
            .header("Forwarded", "for=1.2.3.4;host=evil.example")
            .header("X-Forwarded-For", "1.2.3.4")
            .header("X-Forwarded-Host", "evil.example")
            .header("X-Forwarded-Prefix", "/x")
            .header("X-Real-IP", "1.2.3.4")
            .header("TE", "trailers")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("tracestate", "a=b")
            .header("baggage", "a=b")
            .header("X-Purpose", "investigation")
            .header("X-Case", "A 1/2"));
    Arrived arrived = SERVICE.last();
    assertThat(arrived.headers().keySet().stream().map(h -> h.toLowerCase(Locale.ROOT)))
        .contains("x-purpose", "x-case", "authorization")
        .doesNotContain(
            "forwarded",
            "x-real-ip",
            "te",
            "traceparent",
            "tracestate",
            "baggage",
            "cookie",
            "x-xsrf-token",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-prefix",
            "x-forwarded-proto",
            "x-forwarded-port");
    assertThat(arrived.header("x-case")).isEqualTo("A 1/2");
  }

  @Test
  void bodiesHaveALimitWhetherTheirLengthIsDeclaredOrNot() {
    String events = "/api/risk/events";
    String attachments = "/api/intel/alerts/x/attachments";
    assertThat(posted(attachments, chunked(5 * MIB)).statusCode()).isEqualTo(200);
    for (Map.Entry<String, Integer> route :
        Map.of(
                "/api/intel/alerts", 64 * KIB,
                "/api/intel/alerts/stream", 64 * KIB,
                "/api/intel/peer/v1/receipts", 64 * KIB,
                "/api/registry/ports", 8 * KIB,
                "/api/registry/enrolments", 8 * KIB,
                "/api/risk/x", MIB)
            .entrySet()) {
      int most = route.getValue();
      String told = "at most " + most + " bytes";
      for (BodyPublisher body : List.of(declared(most + 1), chunked(most + 1))) {
        HttpResponse<String> refused = posted(route.getKey(), body);
        assertThat(refused.statusCode()).as(route.getKey()).isEqualTo(413);
        assertThat(refused.body()).contains("/problems/payload-too-large", told);
      }
      if (!route.getKey().endsWith("stream")) {
        for (BodyPublisher body : List.of(declared(most), chunked(most))) {
          String proof = route.getKey().contains("peer") ? "x" : bearer("port-nlrtm");
          assertThat(posted(route.getKey(), proof, body).statusCode())
              .as(route.getKey())
              .isEqualTo(200);
          assertThat(SERVICE.last().bytes()).isEqualTo(most);
        }
      }
    }
    assertThat(posted(events, declared(8 * MIB)).statusCode()).isEqualTo(200);
    assertThat(posted(events, chunked(8 * MIB)).statusCode()).isEqualTo(200);
    assertThat(SERVICE.last().bytes()).isEqualTo(8L * MIB);
    for (HttpResponse<String> refused :
        List.of(
            posted(attachments, declared(5 * MIB + 1)),
            posted(attachments, chunked(5 * MIB + 1)),
            posted(events, declared(8 * MIB + 1)),
            posted(events, chunked(8 * MIB + 1)))) {
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(Browser.type(refused)).isEqualTo("application/problem+json");
      assertThat(refused.body()).contains("/problems/payload-too-large");
    }
  }

  /** What is told about sizes is what the services read. */
  @Test
  void theLimitsAreThoseOfTheServices() throws IOException {
    assertThat(read("intel-exchange-service")).contains("max-in-memory-size: 64KB");
    assertThat(read("port-registry-service")).contains("max-in-memory-size: 8KB");
  }

  private static String read(String service) throws IOException {
    return Files.readString(Path.of("..", service, "src/main/resources/application.yaml"));
  }

  private HttpResponse<String> posted(String path, BodyPublisher body) {
    return posted(path, bearer("port-nlrtm"), body);
  }

  private HttpResponse<String> posted(String path, String proof, BodyPublisher body) {
    Browser browser = browser();
    return browser.send(
        browser
            .request(path)
            .header("Authorization", proof)
            .header("Content-Type", "application/json")
            .POST(body));
  }

  private static BodyPublisher declared(int bytes) {
    return HttpRequest.BodyPublishers.ofByteArray(new byte[bytes]);
  }

  private static BodyPublisher chunked(int bytes) {
    return HttpRequest.BodyPublishers.ofInputStream(
        () -> new ByteArrayInputStream(new byte[bytes]));
  }

  @Test
  void whatAServiceForbidsABrowserToDoWithItsAnswerStands() {
    assertThat(
            get("/api/intel/alerts/x/attachments/sandboxed")
                .headers()
                .allValues("Content-Security-Policy"))
        .containsExactly("sandbox; default-src 'none'");
    assertThat(
            get("/api/intel/alerts/x").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'");
  }

  @Test
  void aServiceThatIsAwayOrSlowIsA503AndTheLogNamesNoContainer(CapturedOutput log) {
    HttpResponse<String> slow = get("/api/risk/containers/MSKU1234565/slow");
    SERVICE.stop();
    HttpResponse<String> away;
    HttpResponse<String> awayStream;
    try {
      away = get("/api/risk/containers/MSKU1234565");
      awayStream = get("/api/risk/ranking/stream");
    } finally {
      SERVICE.start();
    }
    for (HttpResponse<String> answer : List.of(slow, away, awayStream)) {
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Browser.type(answer)).isEqualTo("application/problem+json");
      assertThat(answer.headers().firstValue("Retry-After")).contains("2");
      assertThat(answer.body())
          .contains("\"type\":\"/problems/service-unavailable\"")
          .doesNotContain("localhost", "Exception");
    }
    assertThat(get("/api/risk/ranking").statusCode()).isEqualTo(200);
    assertThat(log.getAll()).contains("route risk").doesNotContain("MSKU1234565", "eyJ");
  }

  @Test
  void aStreamMayTakeItsTimeToStart() throws Exception {
    Browser browser = browser();
    try (InputStream stream =
        browser
            .open(
                browser
                    .request("/api/intel/late/stream")
                    .header("Authorization", bearer("port-nlrtm")))
            .body()) {
      assertThat(stream.read()).isEqualTo('e');
    }
  }

  /** The next event is sent when the one before has arrived: a buffer would hold both up. */
  @Test
  @Timeout(20)
  void eachEventLeavesAtOnce() throws Exception {
    Browser browser = signedIn();
    try (BufferedReader stream =
        new BufferedReader(
            new InputStreamReader(
                browser.open(browser.request("/api/intel/fed/stream")).body(),
                StandardCharsets.UTF_8))) {
      assertThat(List.of(stream.readLine(), stream.readLine(), stream.readLine()))
          .containsExactly("event: hint", "data: {}", "");
      for (int i = 0; i < 100; i++) {
        SERVICE.fed.add("data: " + i + "\n\n");
        assertThat(stream.readLine()).isEqualTo("data: " + i);
        assertThat(stream.readLine()).isEmpty();
      }
      SERVICE.fed.add("");
      assertThat(stream.readLine()).isNull();
    }
  }

  @Test
  void aSubjectHasEightStreamsInAllSessionsAndTheNinthIsRefusedUntilOneCloses() throws Exception {
    Browser browser = signedIn();
    Browser second = signedIn();
    List<HttpResponse<InputStream>> open = new ArrayList<>();
    open.add(second.open(second.request("/api/intel/alerts/stream")));
    for (int i = 1; i < 8; i++) {
      open.add(browser.open(browser.request("/api/intel/alerts/stream")));
      assertThat(open.getLast().statusCode()).isEqualTo(200);
    }
    HttpResponse<String> ninth = browser.get("/api/intel/alerts/stream");
    assertThat(ninth.statusCode()).isEqualTo(429);
    assertThat(ninth.body()).contains("/problems/too-many-requests");
    assertThat(second.get("/api/intel/alerts/stream").statusCode()).isEqualTo(429);
    Browser peer = browser();
    open.add(peer.open(peer.request("/api/intel/peer/v1/hints")));
    assertThat(open.getLast().statusCode()).isEqualTo(200);
    SERVICE.endStreams();
    for (HttpResponse<InputStream> stream : open) {
      try (InputStream in = stream.body()) {
        in.readAllBytes();
      }
    }
    HttpResponse<InputStream> again = browser.open(browser.request("/api/intel/alerts/stream"));
    assertThat(again.statusCode()).isEqualTo(200);
    RouteTableTest.close(again);
  }

  @Test
  void oddAddressesAreRefusedAsMalformed() {
    for (String path : List.of("/api/intel//alerts", "/api/intel/a;b=c", "/api/x%2Fy", "/%00")) {
      HttpResponse<String> refused = browser().get(path);
      assertThat(refused.statusCode()).as(path).isEqualTo(400);
      assertThat(refused.body()).contains("/problems/malformed-request");
    }
  }

  @Test
  void aControlCharacterInAHeaderIsRefusedAsMalformed() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /api/session HTTP/1.1\r\nHost: x\r\nAuthorization: \u0085\r\n\r\n"
                  .getBytes(StandardCharsets.ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes(12);
      assertThat(new String(head, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  private HttpResponse<String> get(String path) {
    Browser browser = browser();
    return browser.send(browser.request(path).header("Authorization", bearer("port-nlrtm")));
  }
}
