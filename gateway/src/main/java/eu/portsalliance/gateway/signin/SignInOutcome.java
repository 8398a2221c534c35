package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.outage.Issuer;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Where the browser goes when the agency sent the person back. */
public final class SignInOutcome
    implements ServerAuthenticationSuccessHandler, ServerAuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SignInOutcome.class);

  /** Of Spring Security, when no started sign-in belongs to the answer. */
  private static final String NOT_STARTED = "authorization_request_not_found";

  private final ServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();
  private final Live live;
  private final Issuer issuer;

  SignInOutcome(Live live, Issuer issuer) {
    this.issuer = issuer;
    this.live = live;
  }

  @Override
  public Mono<Void> onAuthenticationSuccess(WebFilterExchange web, Authentication authentication) {
    ServerWebExchange exchange = web.getExchange();
    return exchange
        .getSession()
        .doOnNext(session -> session.setMaxIdleTime(live.now().limits().sessionIdle()))
        .then(redirect.sendRedirect(exchange, target(exchange)));
  }

  private static URI target(ServerWebExchange exchange) {
    return exchange.getAttribute(ReturnTo.ATTRIBUTE) instanceof String page
        ? URI.create(page)
        : URI.create("/");
  }

  @Override
  public Mono<Void> onAuthenticationFailure(
      WebFilterExchange web, AuthenticationException exception) {
    String code =
        exception instanceof OAuth2AuthenticationException oauth
            ? oauth.getError().getErrorCode()
            : exception.getClass().getSimpleName();
    // whoever calls the address without having started could fill a louder log
    LOG.atLevel(NOT_STARTED.equals(code) ? Level.DEBUG : Level.WARN)
        .log("a sign-in failed: {}", code.replaceAll("[^a-zA-Z0-9_-]", "?"));
    return redirect.sendRedirect(web.getExchange(), page(code));
  }

  /** The sign-in page says what happened and what to do next. */
  private URI page(String code) {
    return switch (code) {
      case SessionKeeper.NO_ROLE -> URI.create("/login?no-role");
      case NOT_STARTED -> URI.create("/login?again");
      default -> issuer.isAway() ? WaitingSignIns.WAITING : URI.create("/login?failed");
    };
  }
}
