package eu.portsalliance.gateway.route;

import eu.portsalliance.telemetry.RouteNames;
import java.util.Optional;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** A relayed request is called by its route, any other by the pattern of what answers it. */
@Component
final class RouteIds implements RouteNames {

  @Override
  public Optional<String> of(ServerWebExchange exchange) {
    return exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route
        ? Optional.of(route.getId())
        : RouteNames.pattern(exchange);
  }
}
