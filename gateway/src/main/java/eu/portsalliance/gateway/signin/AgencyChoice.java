package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties.Agency;
import eu.portsalliance.gateway.Live;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.server.DefaultServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * GET /login/{agency}: starts the code flow with state, nonce and PKCE, and tells Keycloak which
 * agency was chosen. Only aliases of the configuration are passed on.
 */
final class AgencyChoice implements ServerOAuth2AuthorizationRequestResolver {

  private static final PathPattern PATH =
      PathPatternParser.defaultInstance.parse("/login/{agency}");

  private final Live live;
  private final ReactiveClientRegistrationRepository clients;
  private final Mono<Void> store;

  /**
   * @param store fails while no session can be kept: better said before somebody goes to their
   *     agency than after
   */
  AgencyChoice(Live live, ReactiveClientRegistrationRepository clients, Mono<Void> store) {
    this.live = live;
    this.clients = clients;
    this.store = store;
  }

  @Override
  public Mono<OAuth2AuthorizationRequest> resolve(ServerWebExchange exchange) {
    PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
    PathPattern.PathMatchInfo match = PATH.matchAndExtract(path);
    if (match == null || !HttpMethod.GET.equals(exchange.getRequest().getMethod())) {
      return Mono.empty();
    }
    String alias = match.getUriVariables().get("agency");
    List<Agency> agencies = live.now().agencies();
    if (alias == null || agencies.stream().noneMatch(agency -> agency.alias().equals(alias))) {
      return Mono.empty();
    }
    return store
        .then(at(alias).resolve(exchange, SignInConfiguration.REGISTRATION))
        .map(request -> withTarget(request, exchange));
  }

  private ServerOAuth2AuthorizationRequestResolver at(String alias) {
    var resolver = new DefaultServerOAuth2AuthorizationRequestResolver(clients);
    resolver.setAuthorizationRequestCustomizer(
        request -> request.additionalParameters(p -> p.put("kc_idp_hint", alias)));
    return resolver;
  }

  /** Asked when a client has no token; that does not happen here. */
  @Override
  public Mono<OAuth2AuthorizationRequest> resolve(ServerWebExchange exchange, String registration) {
    return Mono.empty();
  }

  private static OAuth2AuthorizationRequest withTarget(
      OAuth2AuthorizationRequest request, ServerWebExchange exchange) {
    String target = exchange.getRequest().getQueryParams().getFirst("to");
    return target != null && ReturnTo.isLocal(target)
        ? OAuth2AuthorizationRequest.from(request)
            .attributes(attributes -> attributes.put(ReturnTo.ATTRIBUTE, target))
            .build()
        : request;
  }
}
