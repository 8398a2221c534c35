package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.signin.SessionKeeper;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends the session's access token along. A request that brings an Authorization header of its own
 * keeps that and its session is not looked at.
 */
final class TokenRelay implements GatewayFilter {

  private final SessionKeeper sessions;

  TokenRelay(SessionKeeper sessions) {
    this.sessions = sessions;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
      return chain.filter(exchange);
    }
    return sessions.token(exchange).flatMap(loan -> relay(loan, exchange, chain));
  }

  private static Mono<Void> relay(
      SessionKeeper.Loan loan, ServerWebExchange exchange, GatewayFilterChain chain) {
    return switch (loan) {
      case SessionKeeper.Loan.Usable usable -> {
        Relayed.put(exchange, usable.token().getTokenValue());
        yield chain.filter(
            Paths.isStream(exchange.getRequest()) ? ending(exchange, usable) : exchange);
      }
      case SessionKeeper.Loan.Ended() ->
          Mono.error(new ProblemException(ProblemType.UNAUTHENTICATED, "Sign in again."));
      case SessionKeeper.Loan.Away() ->
          Mono.error(
              new ProblemException(
                  ProblemType.SERVICE_UNAVAILABLE,
                  "The sign-in service does not answer and your session has to be renewed; try"
                      + " again in a few seconds."));
    };
  }

  private static ServerWebExchange ending(
      ServerWebExchange exchange, SessionKeeper.Loan.Usable usable) {
    return exchange.mutate().response(new Ending(exchange.getResponse(), usable.ended())).build();
  }
}
