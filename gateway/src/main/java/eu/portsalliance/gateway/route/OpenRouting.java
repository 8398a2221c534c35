package eu.portsalliance.gateway.route;

import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Takes requests without a token over a small pool of their own, so that however many there are,
 * people and machines with a token find a connection.
 */
@Component
final class OpenRouting implements GlobalFilter, Ordered {

  /** Metadata of the routes that are meant. */
  static final String OPEN = "open";

  private static final int CONNECTIONS = 64;
  private static final int HEADER_BYTES = 16 * 1024;

  private final NettyRoutingFilter routing;

  OpenRouting(ObjectProvider<List<HttpHeadersFilter>> headers, HttpClientProperties properties) {
    ConnectionProvider pool =
        ConnectionProvider.builder("open")
            .maxConnections(CONNECTIONS)
            .pendingAcquireMaxCount(-1) // their time is limited, and with it their number
            .pendingAcquireTimeout(Duration.ofSeconds(2))
            .maxIdleTime(Duration.ofSeconds(20))
            .build();
    HttpClient http =
        HttpClient.create(pool).httpResponseDecoder(decoder -> decoder.maxHeaderSize(HEADER_BYTES));
    this.routing = new NettyRoutingFilter(http, headers, properties);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    Object route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    return route instanceof Route known && known.getMetadata().containsKey(OPEN)
        ? routing.filter(exchange, chain)
        : chain.filter(exchange);
  }

  /** Before the one for all the rest, which passes on what was routed. */
  @Override
  public int getOrder() {
    return NettyRoutingFilter.ORDER - 1;
  }
}
