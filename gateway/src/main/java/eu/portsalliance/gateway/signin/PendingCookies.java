package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.signin.PendingSignIns.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps started sign-ins with the browsers that started them, a cookie for each, so that several
 * tabs do not disturb each other and a flood of strangers fills no memory here.
 */
final class PendingCookies
    implements ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> {

  /** More would come near the limit for the headers of a request. */
  private static final int MOST = 5;

  private static final int NAMED_BY = 12;
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}=?");

  private final ClientRegistration client;
  private final String authorization;
  private final PendingSignIns pending;
  private final String prefix;
  private final boolean secure;

  PendingCookies(GatewayProperties properties, ClientRegistration client, PendingSignIns pending) {
    this.client = client;
    this.authorization = properties.signIn().endpoint("auth");
    this.pending = pending;
    this.prefix = properties.sessionCookie() + "-sign-in-";
    this.secure = properties.secure();
  }

  @Override
  public Mono<Void> saveAuthorizationRequest(
      OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    return Mono.fromRunnable(() -> save(request, exchange));
  }

  @Override
  public Mono<OAuth2AuthorizationRequest> loadAuthorizationRequest(ServerWebExchange exchange) {
    return Mono.justOrEmpty(
        cookie(exchange).flatMap(cookie -> opened(cookie, exchange)).map(this::request));
  }

  /** A sign-in ends with its first answer, good or bad. */
  @Override
  public Mono<OAuth2AuthorizationRequest> removeAuthorizationRequest(ServerWebExchange exchange) {
    return Mono.defer(
        () -> {
          cookie(exchange).ifPresent(cookie -> drop(cookie.getName(), exchange));
          return loadAuthorizationRequest(exchange)
              .doOnNext(request -> keepTarget(request, exchange));
        });
  }

  private static void keepTarget(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    String target = request.getAttribute(ReturnTo.ATTRIBUTE);
    if (target != null) {
      exchange.getAttributes().put(ReturnTo.ATTRIBUTE, target);
    }
  }

  private void save(OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    List<String> others =
        exchange.getRequest().getCookies().keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .toList();
    if (others.size() >= MOST) {
      others.forEach(name -> drop(name, exchange));
    }
    String state = Objects.requireNonNull(request.getState());
    String sealed =
        pending.seal(
            new Pending(
                state,
                Objects.requireNonNull(request.getAttribute(OidcParameterNames.NONCE)),
                Objects.requireNonNull(request.getAttribute(PkceParameterNames.CODE_VERIFIER)),
                request.getAttribute(ReturnTo.ATTRIBUTE)));
    add(name(state), sealed, PendingSignIns.LIFETIME, exchange);
  }

  private Optional<HttpCookie> cookie(ServerWebExchange exchange) {
    return Optional.ofNullable(state(exchange))
        .filter(state -> STATE.matcher(state).matches())
        .map(state -> exchange.getRequest().getCookies().getFirst(name(state)));
  }

  private Optional<Pending> opened(HttpCookie cookie, ServerWebExchange exchange) {
    return pending.open(cookie.getValue()).filter(p -> p.state().equals(state(exchange)));
  }

  private static @Nullable String state(ServerWebExchange exchange) {
    return exchange.getRequest().getQueryParams().getFirst(OAuth2ParameterNames.STATE);
  }

  /** The request as far as the answer is held against it. */
  private OAuth2AuthorizationRequest request(Pending kept) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(authorization)
        .clientId(client.getClientId())
        .redirectUri(client.getRedirectUri())
        .scopes(client.getScopes())
        .state(kept.state())
        .attributes(attributes -> fill(attributes, kept))
        .build();
  }

  private void fill(Map<String, Object> attributes, Pending kept) {
    attributes.put(OAuth2ParameterNames.REGISTRATION_ID, client.getRegistrationId());
    attributes.put(OidcParameterNames.NONCE, kept.nonce());
    attributes.put(PkceParameterNames.CODE_VERIFIER, kept.verifier());
    if (kept.target() != null) {
      attributes.put(ReturnTo.ATTRIBUTE, kept.target());
    }
  }

  private String name(String state) {
    return prefix + state.substring(0, NAMED_BY);
  }

  private void drop(String name, ServerWebExchange exchange) {
    add(name, "", Duration.ZERO, exchange);
  }

  private void add(String name, String value, Duration age, ServerWebExchange exchange) {
    exchange
        .getResponse()
        .addCookie(
            ResponseCookie.from(name, value)
                .path(secure ? "/" : "/login") // __Host- wants the root
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .maxAge(age)
                .build());
  }
}
