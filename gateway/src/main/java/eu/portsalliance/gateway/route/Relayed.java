package eu.portsalliance.gateway.route;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The Authorization header that a request is given on its way to a service. */
final class Relayed {

  private static final String ATTRIBUTE = Relayed.class.getName();

  private Relayed() {}

  static void put(ServerWebExchange exchange, String authorization) {
    exchange.getAttributes().put(ATTRIBUTE, authorization);
  }

  static @Nullable String get(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }
}
