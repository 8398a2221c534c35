package eu.portsalliance.gateway.route;

import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Requests without a token that one address has open at once. The address is the connection's own,
 * since what a header says of it anybody can write.
 */
final class OpenLimit implements GatewayFilter {

  private final int most;
  private final Shares<InetAddress> addresses;

  OpenLimit(int most) {
    this.most = most;
    this.addresses = new Shares<>(most);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    InetSocketAddress remote = exchange.getRequest().getRemoteAddress();
    InetAddress address = remote == null ? null : remote.getAddress();
    if (address == null) {
      return chain.filter(exchange);
    }
    return Mono.defer(
        () -> {
          if (!addresses.take(address)) {
            exchange.getResponse().getHeaders().set(HttpHeaders.CONNECTION, "close");
            return Mono.error(
                new ProblemException(
                    ProblemType.TOO_MANY_REQUESTS,
                    "From one address %d requests without a token may be open at once."
                        .formatted(most)));
          }
          return chain.filter(exchange).doFinally(_ -> addresses.giveBack(address));
        });
  }
}
