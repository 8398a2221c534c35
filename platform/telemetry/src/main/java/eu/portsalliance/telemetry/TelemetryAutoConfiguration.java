package eu.portsalliance.telemetry;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Traces when they are asked for; a port of its own for whoever asks how the service does. */
@AutoConfiguration
@EnableConfigurationProperties(TelemetryProperties.class)
public class TelemetryAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  OpenTelemetry openTelemetry(
      TelemetryProperties properties, @Value("${spring.application.name:service}") String name) {
    return properties.enabled() ? Exported.traces(name) : OpenTelemetry.noop();
  }

  @Bean
  Traces traces(OpenTelemetry telemetry) {
    return new Traces(telemetry);
  }

  /** What is there only when a service is to tell how it does. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(TelemetryProperties.ENABLED)
  static class Told {

    Told() {
      ContextRegistry.getInstance().registerThreadLocalAccessor(new LoggedTrace());
    }

    @Bean
    @ConditionalOnMissingBean
    RouteNames routeNames() {
      return RouteNames::pattern;
    }

    @Bean
    TracedRequests tracedRequests(
        Traces traces, RouteNames routes, TelemetryProperties properties) {
      return new TracedRequests(traces, routes, properties.boundary());
    }

    @Bean
    TracedFailures tracedFailures(ObjectProvider<WebExceptionHandler> handlers) {
      return new TracedFailures(handlers);
    }
  }

  /**
   * Whoever reaches the management port may read it; who reaches it is for the network to say
   * (docs/operations/telemetry.md).
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
  SecurityWebFilterChain managementPort(ServerHttpSecurity http, Environment environment) {
    return http.securityMatcher(exchange -> onPort(exchange, environment))
        .authorizeExchange(exchanges -> exchanges.anyExchange().permitAll())
        .csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .build();
  }

  private static Mono<MatchResult> onPort(ServerWebExchange exchange, Environment environment) {
    var local = exchange.getRequest().getLocalAddress();
    Integer management = environment.getProperty("local.management.port", Integer.class);
    return local != null && management != null && local.getPort() == management
        ? MatchResult.match()
        : MatchResult.notMatch();
  }
}
