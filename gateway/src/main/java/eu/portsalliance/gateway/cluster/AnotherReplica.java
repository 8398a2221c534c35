package eu.portsalliance.gateway.cluster;

import java.net.ConnectException;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tries a safe request (RFC 9110, section 9.2.1) on another replica when the connection to the
 * first is refused: a pod that ended is known for two seconds after its end. What may have been
 * done is never done again.
 */
final class AnotherReplica implements GlobalFilter, Ordered {

  /** Before the filters that choose the replica (10000 and 10150). */
  private static final int ORDER = 9_000;

  private static final int TIMES = 2;
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    return SAFE.contains(exchange.getRequest().getMethod()) && hasReplicas(exchange)
        ? chain.filter(exchange).retryWhen(refused(exchange))
        : chain.filter(exchange);
  }

  private static boolean hasReplicas(ServerWebExchange exchange) {
    return exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR) instanceof Route route
        && "lb".equals(route.getUri().getScheme());
  }

  private static Retry refused(ServerWebExchange exchange) {
    return Retry.max(TIMES)
        .filter(ConnectException.class::isInstance)
        .doBeforeRetry(_ -> ServerWebExchangeUtils.reset(exchange))
        .onRetryExhaustedThrow((_, last) -> last.failure());
  }

  @Override
  public int getOrder() {
    return ORDER;
  }
}
