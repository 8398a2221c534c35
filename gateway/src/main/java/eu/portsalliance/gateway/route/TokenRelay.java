package eu.portsalliance.gateway.route;

import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.signin.SessionKeeper;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Sends the session's access token along. A request that brings an Authorization header of its own
 * keeps that and its session is not looked at. To the services of the port a token that has ended
 * goes in a statement of the gateway, where it is extended; the alliance plane takes none.
 */
final class TokenRelay implements GatewayFilter {

  private final SessionKeeper sessions;
  private final Extensions extensions;
  private final boolean ownService;

  TokenRelay(SessionKeeper sessions, Extensions extensions, boolean ownService) {
    this.sessions = sessions;
    this.extensions = extensions;
    this.ownService = ownService;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
    if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
      return exchange
          .getPrincipal()
          .map(
              principal ->
                  principal instanceof JwtAuthenticationToken bearer
                      ? extensions
                          .ofMachine(bearer.getToken())
                          .map(until -> new Extended(bearer.getToken(), until))
                      : Optional.<Extended>empty())
          .defaultIfEmpty(Optional.empty())
          .flatMap(
              extended ->
                  extended
                      .map(e -> relayExtended(e, exchange, chain))
                      .orElseGet(() -> chain.filter(exchange)));
    }
    return sessions.token(exchange).flatMap(loan -> relay(loan, exchange, chain));
  }

  private record Extended(Jwt token, Instant until) {}

  private Mono<Void> relayExtended(
      Extended extended, ServerWebExchange exchange, GatewayFilterChain chain) {
    if (!ownService) {
      return away();
    }
    Relayed.put(
        exchange, extensions.header(extended.token(), extended.until(), exchange.getRequest()));
    return chain.filter(exchange);
  }

  private Mono<Void> relay(
      SessionKeeper.Loan loan, ServerWebExchange exchange, GatewayFilterChain chain) {
    return switch (loan) {
      case SessionKeeper.Loan.Usable usable -> {
        Relayed.put(exchange, "Bearer " + usable.token().getTokenValue());
        yield chain.filter(ending(exchange, usable.ended()));
      }
      case SessionKeeper.Loan.Extended e ->
          relayExtended(new Extended(e.token(), e.until()), ending(exchange, e.ended()), chain);
      case SessionKeeper.Loan.Ended() ->
          Mono.error(new ProblemException(ProblemType.UNAUTHENTICATED, "Sign in again."));
      case SessionKeeper.Loan.Away() -> away();
    };
  }

  private static Mono<Void> away() {
    return Mono.error(
        new ProblemException(
            ProblemType.SERVICE_UNAVAILABLE,
            "The sign-in service does not answer and your session has to be renewed; try"
                + " again in a few seconds."));
  }

  private static ServerWebExchange ending(ServerWebExchange exchange, Mono<Void> ended) {
    return Paths.isStream(exchange.getRequest())
        ? exchange.mutate().response(new Ending(exchange.getResponse(), ended)).build()
        : exchange;
  }
}
