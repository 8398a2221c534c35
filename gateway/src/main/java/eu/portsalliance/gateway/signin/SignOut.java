package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.logout.ServerLogoutHandler;
import org.springframework.security.web.server.authentication.logout.ServerLogoutSuccessHandler;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * POST /logout: ends the session here first, then sends the browser to the issuer to end it there
 * (OpenID Connect RP-Initiated Logout 1.0, section 2). A session that is gone leads to the sign-in
 * page at once.
 */
public final class SignOut implements ServerLogoutHandler, ServerLogoutSuccessHandler {

  private final GatewayProperties properties;
  private final SessionKeeper sessions;

  SignOut(GatewayProperties properties, SessionKeeper sessions) {
    this.properties = properties;
    this.sessions = sessions;
  }

  @Override
  public Mono<Void> logout(WebFilterExchange web, Authentication authentication) {
    return web.getExchange().getSession().flatMap(sessions::end);
  }

  @Override
  public Mono<Void> onLogoutSuccess(WebFilterExchange web, Authentication authentication) {
    var response = web.getExchange().getResponse();
    response.setStatusCode(HttpStatus.SEE_OTHER);
    response.getHeaders().setLocation(target(authentication));
    return response.setComplete();
  }

  private URI target(Authentication authentication) {
    String signedOut = properties.publicUrl() + "/login?signed-out";
    if (!(authentication.getPrincipal() instanceof OidcUser person)) {
      return URI.create(signedOut);
    }
    return UriComponentsBuilder.fromUriString(properties.signIn().endpoint("logout"))
        .queryParam("id_token_hint", "{hint}")
        .queryParam("client_id", "{client}")
        .queryParam("post_logout_redirect_uri", "{target}")
        .encode()
        .build(person.getIdToken().getTokenValue(), properties.signIn().clientId(), signedOut);
  }
}
