package eu.portsalliance.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import java.util.List;
import java.util.Map;

/**
 * Traces as the environment of the process says ({@code OTEL_*} of the OpenTelemetry specification:
 * endpoint, protocol, headers, sampler, resource). Without an endpoint nothing leaves, and trace
 * ids are made for the log alone.
 */
final class Exported {

  private static final List<String> ENDPOINTS =
      List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");

  private Exported() {}

  static OpenTelemetry traces(String service) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesSupplier(
            () ->
                Map.of(
                    "otel.service.name", service, "otel.exporter.otlp.protocol", "http/protobuf"))
        .addPropertiesCustomizer(
            told ->
                Map.of(
                    "otel.traces.exporter", reachesAnybody(told) ? "otlp" : "none",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "none"))
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  private static boolean reachesAnybody(ConfigProperties told) {
    return ENDPOINTS.stream().anyMatch(name -> !told.getString(name, "").isBlank());
  }
}
