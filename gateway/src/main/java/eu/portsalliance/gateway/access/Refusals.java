package eu.portsalliance.gateway.access;

import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemResponses;
import eu.portsalliance.problem.ProblemType;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refusals at the door, as problem+json; never a redirect. */
final class Refusals
    implements ServerAuthenticationEntryPoint,
        ServerAuthenticationFailureHandler,
        ServerAccessDeniedHandler,
        ServerExchangeRejectedHandler {

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refusal) {
    return unauthenticated(exchange, "Bearer", "Sign in, or send a valid token.");
  }

  @Override
  public Mono<Void> onAuthenticationFailure(
      WebFilterExchange web, AuthenticationException refusal) {
    ServerWebExchange exchange = web.getExchange();
    if (refusal instanceof AuthenticationServiceException) {
      exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, "5");
      return ProblemResponses.write(
          exchange,
          Problem.of(
              ProblemType.SERVICE_UNAVAILABLE,
              "The token cannot be checked now, since its issuer does not answer; try again in a"
                  + " few seconds."));
    }
    return unauthenticated(
        exchange,
        "Bearer error=\"invalid_token\"",
        "The token is expired, not for this port alone, or not from this alliance.");
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException refusal) {
    String detail =
        refusal instanceof CsrfException
            ? "The call does not carry the value of the XSRF cookie in the X-XSRF-TOKEN header."
            : "Your role does not allow this.";
    return ProblemResponses.write(exchange, Problem.of(ProblemType.FORBIDDEN, detail));
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, ServerExchangeRejectedException refusal) {
    return ProblemResponses.write(
        exchange,
        Problem.of(
            ProblemType.MALFORMED_REQUEST,
            "The address or a header has characters that are not taken here."));
  }

  /** RFC 6750, section 3. */
  private static Mono<Void> unauthenticated(
      ServerWebExchange exchange, String challenge, String detail) {
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
    return ProblemResponses.write(exchange, Problem.of(ProblemType.UNAUTHENTICATED, detail));
  }
}
