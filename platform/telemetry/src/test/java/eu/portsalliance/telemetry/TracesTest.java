package eu.portsalliance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracesTest {

  private static final String BOX = "MSKU1234565";
  private static final String CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private static Probe probe;

  @BeforeAll
  static void start() {
    probe = Probe.inAnImage();
  }

  @AfterAll
  static void stop() {
    probe.close();
  }

  @BeforeEach
  void forget() {
    Probe.SPANS.reset();
  }

  @Test
  void aRequestContinuesTheTraceOfTheServiceThatCallsAndIsNamedByItsRoute() {
    String inside =
        probe
            .get(
                probe.port("server"),
                "/things/" + BOX,
                "traceparent",
                CALLER,
                "tracestate",
                "a=" + BOX)
            .body();

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("GET /things/{number}");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(inside).startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-0");
    assertThat(span.getAttributes().asMap())
        .containsOnly(
            Map.entry(AttributeKey.stringKey("http.request.method"), "GET"),
            Map.entry(AttributeKey.stringKey("http.route"), "/things/{number}"),
            Map.entry(AttributeKey.longKey("http.response.status_code"), 200L));
  }

  @Test
  void whatACallerWritesStandsInNoSpan() {
    String path = "/things/bad" + BOX + "?plate=AB-12-CD";
    assertThat(
            probe
                .get(
                    probe.port("server"),
                    path,
                    "X-Case",
                    BOX,
                    "tracestate",
                    "a=" + BOX,
                    "baggage",
                    "b=" + BOX)
                .statusCode())
        .isEqualTo(500);
    probe.send(probe.port("server"), BOX, "/things/" + BOX);
    probe.get(probe.port("server"), "/nothing/" + BOX, "traceparent", BOX);

    List<SpanData> spans = Probe.SPANS.getFinishedSpanItems();
    assertThat(spans).hasSize(3);
    assertThat(spans.toString()).doesNotContain(BOX).doesNotContain("AB-12-CD");
    assertThat(spans).extracting(SpanData::getName).contains("_OTHER", "GET");
    assertThat(spans.getFirst().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void workThatHasCausesIsLinkedToThemAndBelongsToNone() {
    probe.get(probe.port("server"), "/things/" + BOX + "/copies");

    await().until(() -> Probe.SPANS.getFinishedSpanItems().size() == 2);
    List<SpanData> spans = Probe.SPANS.getFinishedSpanItems();
    SpanData work = named("copy things");
    SpanData cause = named("GET /things/{number}/copies");
    assertThat(work.getTraceId()).isNotEqualTo(cause.getTraceId());
    assertThat(work.getParentSpanContext().isValid()).isFalse();
    assertThat(work.getLinks()).hasSize(1);
    assertThat(work.getLinks().getFirst().getSpanContext().getSpanId())
        .isEqualTo(cause.getSpanId());
    assertThat(spans.toString()).doesNotContain(BOX);
  }

  @Test
  void ofARequestThatIsToBeKeptSilentNothingIsTold() {
    HttpResponse<String> silent = probe.get(probe.port("server"), "/secrets/" + BOX);
    assertThat(silent.body()).isEqualTo("told 11");
    assertThat(silent.headers().firstValue(Traces.UNTRACED)).contains("1");
    assertThat(Probe.SPANS.getFinishedSpanItems()).isEmpty();

    HttpResponse<String> told = probe.get(probe.port("server"), "/things/" + BOX);
    assertThat(told.headers().map()).doesNotContainKey(Traces.UNTRACED);
  }

  @Test
  void probesOfThePlatformAreNotTraced() {
    probe.get(probe.port("management"), "/actuator/health/liveness");

    assertThat(Probe.SPANS.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void atTheBoundaryAStrangersTraceIsLinkedAndNotContinued() {
    try (Probe gateway = Probe.inAnImage("alliance.telemetry.boundary=true")) {
      gateway.get(
          gateway.port("server"),
          "/things/" + BOX,
          "traceparent",
          CALLER,
          "tracestate",
          "a=" + BOX);

      SpanData span = only();
      assertThat(span.getTraceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(span.getParentSpanContext().isValid()).isFalse();
      assertThat(span.getLinks().getFirst().getSpanContext().getSpanId())
          .isEqualTo("b7ad6b7169203331");
      assertThat(span.toString()).doesNotContain(BOX);
    }
  }

  @Test
  void tracesGoToTheEndpointOfTheEnvironmentAndNowhereWithoutOne() throws IOException {
    var received = new ByteArrayOutputStream();
    HttpServer sink =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sink.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().transferTo(received);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    sink.start();
    String endpoint = "http://127.0.0.1:" + sink.getAddress().getPort();
    System.setProperty("otel.exporter.otlp.endpoint", endpoint);
    try (OpenTelemetrySdk told = (OpenTelemetrySdk) Exported.traces("intel-exchange-service")) {
      told.getTracer("test").spanBuilder("GET /things/{number}").startSpan().end();
      told.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
    } finally {
      System.clearProperty("otel.exporter.otlp.endpoint");
      sink.stop(0);
    }
    assertThat(received.toString(StandardCharsets.ISO_8859_1))
        .contains("intel-exchange-service", "GET /things/{number}");

    try (OpenTelemetrySdk silent = (OpenTelemetrySdk) Exported.traces("silent")) {
      assertThat(silent.toString().toLowerCase(Locale.ROOT)).doesNotContain("otlp");
      assertThat(silent.getTracer("test").spanBuilder("x").startSpan().getSpanContext().isValid())
          .as("ids for the log are made all the same")
          .isTrue();
    }
  }

  @Test
  void onOneMachineThereIsNothingOfIt() {
    try (Probe plain = new Probe(List.of())) {
      assertThat(plain.context.getBean(OpenTelemetry.class)).isEqualTo(OpenTelemetry.noop());
      assertThat(plain.context.getBeanNamesForType(TracedRequests.class)).isEmpty();
      assertThat(plain.get(plain.port("server"), "/things/1").body()).isEmpty();
      assertThat(plain.get(plain.port("server"), "/things/1/copies").statusCode()).isEqualTo(200);
    }
  }

  private static SpanData named(String name) {
    return Probe.SPANS.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static SpanData only() {
    List<SpanData> spans = Probe.SPANS.getFinishedSpanItems();
    assertThat(spans).hasSize(1);
    return spans.getFirst();
  }
}
