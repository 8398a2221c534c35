package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.signin.SessionKeeper;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.security.Principal;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Counts open event streams: each holds a connection to a service, so few callers could use up the
 * pool. The last ones are kept for peers, whose hints are how alerts arrive.
 */
@Component
final class StreamLimit {

  private final int mostEach;
  private final int most;
  private final int mostOfCallers;
  private final SessionKeeper sessions;
  private final AtomicInteger open = new AtomicInteger();
  private final Shares<String> callers;

  StreamLimit(GatewayProperties properties, SessionKeeper sessions) {
    GatewayProperties.Limits limits = properties.limits();
    this.mostEach = limits.streamsPerCaller();
    this.most = limits.streams();
    this.mostOfCallers = most - limits.streamsForPeers();
    this.sessions = sessions;
    this.callers = new Shares<>(() -> mostEach);
  }

  /** Peers are not told apart here: the exchange has yet to check who they are. */
  Mono<Void> ofPeer(ServerWebExchange exchange, GatewayFilterChain chain) {
    return Mono.defer(() -> counted(most, exchange, chain));
  }

  /** Streams of a token's subject, in however many sessions and calls it is used. */
  Mono<Void> ofCaller(ServerWebExchange exchange, GatewayFilterChain chain) {
    Mono<String> caller =
        exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
            ? exchange.getPrincipal().map(Principal::getName)
            : sessions.lastKnown(exchange).mapNotNull(Jwt::getSubject);
    return caller
        .switchIfEmpty(
            Mono.error(() -> new ProblemException(ProblemType.UNAUTHENTICATED, "Sign in again.")))
        .flatMap(subject -> countedFor(subject, exchange, chain));
  }

  private Mono<Void> countedFor(
      String caller, ServerWebExchange exchange, GatewayFilterChain chain) {
    return callers.take(caller)
        ? counted(mostOfCallers, exchange, chain).doFinally(_ -> callers.giveBack(caller))
        : tooMany("Close a stream first: %d may be open at once.".formatted(mostEach));
  }

  private Mono<Void> counted(int limit, ServerWebExchange exchange, GatewayFilterChain chain) {
    if (open.incrementAndGet() > limit) {
      open.decrementAndGet();
      return tooMany("All streams of this gateway are in use; try again in a minute.");
    }
    return chain.filter(exchange).doFinally(_ -> open.decrementAndGet());
  }

  private static Mono<Void> tooMany(String detail) {
    return Mono.error(new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail));
  }
}
