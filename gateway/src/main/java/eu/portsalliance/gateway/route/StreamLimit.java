package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.security.Principal;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * Counts open event streams: each holds a connection to a service, so few callers could use up the
 * pool.
 */
@Component
final class StreamLimit {

  private final int mostEach;
  private final int most;
  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentMap<String, Integer> openEach = new ConcurrentHashMap<>();

  StreamLimit(GatewayProperties properties) {
    this.mostEach = properties.limits().streamsPerSession();
    this.most = properties.limits().streams();
  }

  /** Peers are not told apart here: the exchange has yet to check who they are. */
  Mono<Void> ofPeer(ServerWebExchange exchange, GatewayFilterChain chain) {
    return Mono.defer(() -> counted(exchange, chain));
  }

  /** Streams of a session, or of a Bearer token's subject. */
  Mono<Void> ofCaller(ServerWebExchange exchange, GatewayFilterChain chain) {
    Mono<String> caller =
        exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
            ? exchange.getPrincipal().map(Principal::getName)
            : exchange.getSession().map(WebSession::getId);
    return caller.flatMap(key -> countedFor(key, exchange, chain));
  }

  private Mono<Void> countedFor(
      String caller, ServerWebExchange exchange, GatewayFilterChain chain) {
    if (openEach.merge(caller, 1, Integer::sum) > mostEach) {
      leave(caller);
      return tooMany("Close a stream first: %d may be open at once.".formatted(mostEach));
    }
    return counted(exchange, chain).doFinally(_ -> leave(caller));
  }

  private Mono<Void> counted(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (open.incrementAndGet() > most) {
      open.decrementAndGet();
      return tooMany("All streams of this gateway are in use; try again in a minute.");
    }
    return chain.filter(exchange).doFinally(_ -> open.decrementAndGet());
  }

  private void leave(String caller) {
    openEach.computeIfPresent(caller, (_, count) -> count == 1 ? null : count - 1);
  }

  private static Mono<Void> tooMany(String detail) {
    return Mono.error(new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail));
  }
}
