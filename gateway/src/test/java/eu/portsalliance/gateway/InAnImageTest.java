package eu.portsalliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.gateway.StubService.Arrived;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.TestPropertySource;

/** The gateway as it runs in an image: it counts, traces and writes JSON. */
@ActiveProfiles("container")
@TestPropertySource(properties = "management.server.port=0")
@Import(InAnImageTest.Kept.class)
@ExtendWith(OutputCaptureExtension.class)
class InAnImageTest extends GatewayTestBase {

  private static final String BOX = "MSKU1234565";
  private static final String PLATE = "1-XYZ-987";
  private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

  @LocalManagementPort int management;

  @BeforeEach
  void forget() {
    SPANS.reset();
  }

  @Test
  void aTraceBeginsHereAndGoesOnInTheService() {
    Browser browser = browser();
    browser.send(
        browser
            .request("/api/intel/alerts?container=" + BOX)
            .header("Authorization", bearer("port-nlrtm"))
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .header("tracestate", "a=" + BOX)
            .header("baggage", "a=" + BOX));

    SpanData span = SPANS.getFinishedSpanItems().getFirst();
    assertThat(span.getName()).isEqualTo("GET intel");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getTraceId()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(span.getLinks().getFirst().getSpanContext().getTraceId())
        .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    Arrived arrived = SERVICE.last();
    assertThat(arrived.header("traceparent"))
        .startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-0");
    assertThat(arrived.headers().keySet())
        .doesNotContain("tracestate", "Tracestate", "baggage", "Baggage");
    assertThat(span.toString()).doesNotContain(BOX);
  }

  @Test
  void ofARequestOfWhichTheServiceTellsNothingNothingIsToldHereNorThatItAsked() {
    HttpResponse<String> answer = asPerson("/api/intel/alerts/untraced");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map()).doesNotContainKey("untraced");
    assertThat(SPANS.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void ofARequestThatTheExchangeDoesNotAnswerNothingIsTold() {
    assertThat(asPerson("/api/intel/alerts/slow").statusCode()).isGreaterThanOrEqualTo(503);
    assertThat(SPANS.getFinishedSpanItems()).isEmpty();

    assertThat(asPerson("/api/risk/boxes/slow").statusCode()).isGreaterThanOrEqualTo(503);
    assertThat(SPANS.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("GET risk");
  }

  private HttpResponse<String> asPerson(String path) {
    Browser browser = browser();
    return browser.send(browser.request(path).header("Authorization", bearer("port-nlrtm")));
  }

  @Test
  void whatACallerWritesStandsInNoLogNoMetricAndNoSpan(CapturedOutput output) {
    String token = bearer("port-nlrtm");
    for (String authorization : List.of(token, token + "x")) {
      for (String path : List.of("/api/intel/alerts/", "/api/risk/boxes/", "/nothing/")) {
        Browser browser = browser();
        browser.send(
            browser
                .request(path + BOX + "?plate=" + PLATE)
                .header("Authorization", authorization)
                .header("X-Note", BOX + " " + PLATE));
      }
    }
    String metrics = new Browser(management).get("/actuator/prometheus").body();

    assertThat(metrics).contains("http_server_requests_seconds_count");
    for (String said : List.of(output.getAll(), metrics, SPANS.getFinishedSpanItems().toString())) {
      assertThat(said)
          .doesNotContain(BOX)
          .doesNotContain(PLATE)
          .doesNotContain(token.substring(token.lastIndexOf('.')));
    }
  }

  @Test
  void metricsAndHealthHaveAPortOfTheirOwn() {
    Browser operations = new Browser(management);
    for (String path : List.of("/actuator/health/liveness", "/actuator/health/readiness")) {
      assertThat(operations.get(path).statusCode()).as(path).isEqualTo(200);
      assertThat(browser().get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(browser().get("/actuator/prometheus").statusCode()).isEqualTo(404);
  }

  @Test
  void itIsReadyWithoutTheIssuerAndWithoutServices() {
    ISSUER.stop();
    SERVICE.stop();
    try {
      assertThat(asPerson("/api/risk/boxes/1").statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(new Browser(management).get("/actuator/health/readiness").statusCode())
          .isEqualTo(200);
    } finally {
      SERVICE.start();
      ISSUER.start();
    }
  }

  /** Spans go where the test sees them. */
  @TestConfiguration(proxyBeanMethods = false)
  static class Kept {

    @Bean(destroyMethod = "") // one process ends, and the spans of the others are kept
    OpenTelemetry kept() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                  .build())
          .build();
    }
  }
}
