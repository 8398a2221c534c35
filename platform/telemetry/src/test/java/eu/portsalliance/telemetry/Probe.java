package eu.portsalliance.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service with one kind of thing, in a process that is told how to tell how it does. */
final class Probe implements AutoCloseable {

  static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final ConfigurableApplicationContext context;

  Probe(List<Class<?>> more, String... settings) {
    context =
        new SpringApplicationBuilder(
                Stream.concat(Stream.of(Service.class), more.stream()).toArray(Class<?>[]::new))
            .run(
                Stream.concat(
                        Stream.of("--server.port=0", "--spring.application.name=probe"),
                        Stream.of(settings).map(setting -> "--" + setting))
                    .toArray(String[]::new));
  }

  /** In an image, with spans kept here. */
  static Probe inAnImage(String... settings) {
    SPANS.reset();
    return new Probe(
        List.of(Kept.class),
        Stream.concat(
                Stream.of("spring.profiles.active=container", "management.server.port=0"),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  int port(String which) {
    return context.getEnvironment().getRequiredProperty("local." + which + ".port", Integer.class);
  }

  HttpResponse<String> get(int port, String path, String... headers) {
    return send(port, "GET", path, headers);
  }

  HttpResponse<String> send(int port, String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  /** The service. */
  @Configuration(proxyBeanMethods = false)
  @EnableWebFluxSecurity
  @EnableAutoConfiguration
  static class Service {

    @Bean
    SecurityWebFilterChain closed(ServerHttpSecurity http) {
      return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
          .authorizeExchange(
              exchanges ->
                  exchanges
                      .pathMatchers("/things/**", "/secrets/**")
                      .permitAll()
                      .anyExchange()
                      .denyAll())
          .build();
    }

    @Bean
    Things things(Traces traces) {
      return new Things(traces);
    }

    /** What ends with one context is its own. */
    @Bean
    ReactorResourceFactory ownConnections() {
      ReactorResourceFactory connections = new ReactorResourceFactory();
      connections.setUseGlobalResources(false);
      return connections;
    }
  }

  /** Spans go where the test sees them. */
  @Configuration(proxyBeanMethods = false)
  static class Kept {

    @Bean(destroyMethod = "") // one process ends, and the spans of the next are kept too
    OpenTelemetry kept() {
      return OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(SPANS))
                  .build())
          .build();
    }
  }

  /** What is asked for. */
  @RestController
  static class Things {

    private static final Logger LOG = LoggerFactory.getLogger(Things.class);

    private final Traces traces;

    Things(Traces traces) {
      this.traces = traces;
    }

    @GetMapping("/things/{number}")
    Mono<String> thing(@PathVariable String number) {
      return Mono.deferContextual(context -> Mono.just(Traces.in(context)))
          .doOnNext(_ -> LOG.info("a thing was asked for"))
          .flatMap(
              trace ->
                  number.startsWith("bad")
                      ? Mono.error(new IllegalStateException("no thing " + number))
                      : Mono.just(trace));
    }

    @GetMapping("/things/{number}/copies")
    Mono<String> copies(@PathVariable String number) {
      return Mono.deferContextual(
          context ->
              traces.linked(
                  "copy things",
                  List.of(Traces.in(context), "nonsense " + number),
                  Mono.deferContextual(inner -> Mono.just(Traces.in(inner)))));
    }

    @GetMapping("/secrets/{number}")
    Mono<String> secret(@PathVariable String number) {
      return Traces.silentOver(
          Mono.just("told " + number.length()), told -> told.equals("told 11"));
    }
  }
}
