package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.Live;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.net.InetAddress;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Requests without a token that one address has open at once. */
final class OpenLimit implements GatewayFilter {

  private final Live live;
  private final Callers callers;
  private final Shares<InetAddress> addresses;

  OpenLimit(Live live, Callers callers) {
    this.live = live;
    this.callers = callers;
    this.addresses = new Shares<>(this::most);
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    InetAddress address = callers.address(exchange.getRequest());
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
                        .formatted(most())));
          }
          return chain.filter(exchange).doFinally(_ -> addresses.giveBack(address));
        });
  }

  private int most() {
    return live.now().limits().openPerAddress();
  }
}
