package eu.portsalliance.telemetry;

import java.util.Optional;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/** What a request is called in a trace: a name that many requests share, never its path. */
@FunctionalInterface
public interface RouteNames {

  /** The name; empty for a request that nothing answers. */
  Optional<String> of(ServerWebExchange exchange);

  /** The pattern of the handler that answers. */
  static Optional<String> pattern(ServerWebExchange exchange) {
    return Optional.ofNullable(
            exchange.<Object>getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))
        .map(Object::toString);
  }
}
