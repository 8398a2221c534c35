package eu.portsalliance.gateway.route;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The access token that a session lends to the request on its way to a service. */
final class Relayed {

  private static final String ATTRIBUTE = Relayed.class.getName();

  private Relayed() {}

  static void put(ServerWebExchange exchange, String token) {
    exchange.getAttributes().put(ATTRIBUTE, token);
  }

  static @Nullable String get(ServerWebExchange exchange) {
    return exchange.getAttribute(ATTRIBUTE);
  }
}
