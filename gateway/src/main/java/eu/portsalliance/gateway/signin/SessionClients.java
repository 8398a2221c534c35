package eu.portsalliance.gateway.signin;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the tokens that a sign-in brings into the session. An access token that would be refused as
 * a Bearer token here (another port, two ports) ends the sign-in.
 */
final class SessionClients implements ServerOAuth2AuthorizedClientRepository {

  private final SessionKeeper sessions;

  SessionClients(SessionKeeper sessions) {
    this.sessions = sessions;
  }

  /** Nothing is handed out: {@link SessionKeeper} renews, so that one place does. */
  @Override
  public <T extends OAuth2AuthorizedClient> Mono<T> loadAuthorizedClient(
      String registration, Authentication principal, ServerWebExchange exchange) {
    return Mono.empty();
  }

  @Override
  public Mono<Void> saveAuthorizedClient(
      OAuth2AuthorizedClient client, Authentication principal, ServerWebExchange exchange) {
    OAuth2RefreshToken refresh = client.getRefreshToken();
    return exchange
        .getSession()
        .flatMap(
            session ->
                sessions.keep(
                    session,
                    client.getAccessToken().getTokenValue(),
                    refresh == null ? null : refresh.getTokenValue()))
        .onErrorMap(
            JwtException.class,
            e -> new OAuth2AuthenticationException(new OAuth2Error(reason(e)), e));
  }

  private static String reason(JwtException refusal) {
    return refusal instanceof JwtValidationException invalid
            && invalid.getErrors().stream()
                .allMatch(error -> SessionKeeper.NO_ROLE.equals(error.getErrorCode()))
        ? SessionKeeper.NO_ROLE
        : "unusable_access_token";
  }

  @Override
  public Mono<Void> removeAuthorizedClient(
      String registration, Authentication principal, ServerWebExchange exchange) {
    return Mono.empty();
  }
}
