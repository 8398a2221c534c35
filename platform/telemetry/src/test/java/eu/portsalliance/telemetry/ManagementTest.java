package eu.portsalliance.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class ManagementTest {

  private static final String BOX = "MSKU1234565";

  @Test
  void metricsAndProbesHaveAPortOfTheirOwnAndNoMetricNamesWhatACallerWrote() {
    try (Probe probe = Probe.inAnImage()) {
      int server = probe.port("server");
      int management = probe.port("management");
      probe.get(server, "/things/" + BOX + "?plate=" + BOX);
      probe.get(server, "/things/bad" + BOX);
      probe.get(server, "/nothing/" + BOX);
      probe.send(server, BOX, "/things/" + BOX);

      String metrics = probe.get(management, "/actuator/prometheus").body();
      assertThat(metrics)
          .contains("http_server_requests_seconds_count")
          .contains("uri=\"/things/{number}\"")
          .contains("jvm_memory_used_bytes")
          .doesNotContain(BOX);
      for (String health : List.of("", "/liveness", "/readiness")) {
        assertThat(probe.get(management, "/actuator/health" + health).statusCode()).isEqualTo(200);
      }
      assertThat(probe.get(management, "/actuator/env").statusCode()).isEqualTo(404);
      assertThat(probe.get(server, "/actuator/prometheus").statusCode()).isEqualTo(401);
      assertThat(probe.get(server, "/actuator/health").statusCode()).isEqualTo(401);
      assertThat(probe.get(management, "/things/1").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void withoutBeingAskedThereIsNoMeterAndNoObservation() {
    try (Probe plain = new Probe(List.of())) {
      assertThat(plain.context.getBeanNamesForType(MeterRegistry.class)).isEmpty();
      assertThat(plain.context.getBeanNamesForType(ObservationRegistry.class)).isEmpty();
    }
  }

  @Test
  void aNumberThatHasToBeAskedForIsAGaugeAndNoneWhenItCannotBeHad() {
    Probe.SPANS.reset();
    try (Probe probe =
        new Probe(
            List.of(Asked.class),
            "spring.profiles.active=container",
            "management.server.port=0",
            "otel.sdk.disabled=true")) {
      String metrics = probe.get(probe.port("management"), "/actuator/prometheus").body();

      assertThat(metrics).contains("alliance_asked 7.0").contains("alliance_unknown NaN");
    }
  }

  @Test
  void theLogIsJsonWithTheTraceAndWithoutWhatFailuresSay(CapturedOutput output) {
    String trace;
    try (Probe probe = Probe.inAnImage()) {
      trace = probe.get(probe.port("server"), "/things/good").body();
      probe.get(probe.port("server"), "/things/bad" + BOX);
    }
    List<JsonNode> lines = json(output);

    JsonNode said =
        lines.stream()
            .filter(line -> line.path("message").asString("").equals("a thing was asked for"))
            .findFirst()
            .orElseThrow();
    assertThat(trace)
        .startsWith(
            "00-" + said.path("traceId").asString() + "-" + said.path("spanId").asString() + "-0");
    JsonNode failure =
        lines.stream().filter(line -> line.has("stack_trace")).findFirst().orElseThrow();
    assertThat(failure.path("stack_trace").asString())
        .startsWith("java.lang.IllegalStateException\n\tat ");
    assertThat(failure.path("stack_trace").asString()).doesNotContain(BOX);
    assertThat(failure.path("traceId").asString("")).hasSize(32);
  }

  private static List<JsonNode> json(CapturedOutput output) {
    JsonMapper json = JsonMapper.shared();
    return output
        .getOut()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(json::readTree)
        .toList();
  }

  @Configuration(proxyBeanMethods = false)
  static class Asked {

    @Bean
    MeterBinder asked() {
      return new PolledGauge("alliance.asked", "known", Mono.just(7L));
    }

    @Bean
    MeterBinder unknown() {
      return new PolledGauge(
          "alliance.unknown", "not known", Mono.error(IllegalStateException::new));
    }
  }
}
