package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewaySettings;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.server.DefaultServerRedirectStrategy;
import org.springframework.security.web.server.ServerRedirectStrategy;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authentication.ServerAuthenticationSuccessHandler;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/** Where the browser goes when the agency sent the person back. */
public final class SignInOutcome
    implements ServerAuthenticationSuccessHandler, ServerAuthenticationFailureHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SignInOutcome.class);
  private static final URI FAILED = URI.create("/login?failed");

  private final ServerRedirectStrategy redirect = new DefaultServerRedirectStrategy();
  private final Duration idle;

  SignInOutcome(GatewaySettings settings) {
    this.idle = settings.limits().sessionIdle();
  }

  @Override
  public Mono<Void> onAuthenticationSuccess(WebFilterExchange web, Authentication authentication) {
    return web.getExchange()
        .getSession()
        .map(this::target)
        .flatMap(target -> redirect.sendRedirect(web.getExchange(), target));
  }

  private URI target(WebSession session) {
    session.setMaxIdleTime(idle);
    return session.getAttributes().remove(ReturnTo.ATTRIBUTE) instanceof String page
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
    LOG.warn("a sign-in failed: {}", code.replaceAll("[^a-zA-Z0-9_-]", "?"));
    return redirect.sendRedirect(web.getExchange(), FAILED);
  }
}
