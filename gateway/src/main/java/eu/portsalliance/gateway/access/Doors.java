package eu.portsalliance.gateway.access;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.route.Paths;
import eu.portsalliance.gateway.signin.SignInOutcome;
import eu.portsalliance.gateway.signin.SignOut;
import eu.portsalliance.gateway.signin.WaitingSignIns;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.util.matcher.AndServerWebExchangeMatcher;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Three doors. Open: peers, the directory, health; nothing is looked up. Bearer: an API call with
 * an Authorization header, whatever cookie comes with it; no session, no CSRF. Session: all the
 * rest.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class Doors {

  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final Refusals refusals = new Refusals();
  private final SecurityHeaders headers;
  private final GatewayProperties properties;

  Doors(SecurityHeaders headers, GatewayProperties properties) {
    this.headers = headers;
    this.properties = properties;
  }

  @Bean
  @Order(1)
  SecurityWebFilterChain openDoor(ServerHttpSecurity http) {
    return stateless(http)
        .securityMatcher(
            ServerWebExchangeMatchers.matchers(
                ServerWebExchangeMatchers.pathMatchers(Paths.open()),
                ServerWebExchangeMatchers.pathMatchers("/actuator/health/**", "/api/state")))
        .build();
  }

  @Bean
  @Order(2)
  SecurityWebFilterChain bearerDoor(
      ServerHttpSecurity http, @Qualifier("bearerTokens") ReactiveJwtDecoder tokens) {
    return stateless(http)
        .securityMatcher(
            new AndServerWebExchangeMatcher(
                ServerWebExchangeMatchers.pathMatchers(Paths.api()), Doors::hasAuthorization))
        .authorizeExchange(a -> a.anyExchange().authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationEntryPoint(refusals)
                    .authenticationFailureHandler(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.jwtDecoder(tokens)))
        .build();
  }

  @Bean
  @Order(3)
  SecurityWebFilterChain sessionDoor(
      ServerHttpSecurity http,
      ServerOAuth2AuthorizationRequestResolver agencies,
      ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> pending,
      SignInOutcome outcome,
      WaitingSignIns waiting,
      SignOut signOut) {
    return shared(http)
        .addFilterBefore(waiting, SecurityWebFiltersOrder.HTTP_BASIC)
        .csrf(csrf -> csrf(csrf))
        .authorizeExchange(
            a ->
                a.pathMatchers("/api/session")
                    .permitAll()
                    .pathMatchers(Paths.api())
                    .authenticated()
                    .anyExchange()
                    .permitAll())
        .oauth2Login(
            login ->
                login
                    .authorizationRequestResolver(agencies)
                    .authorizationRequestRepository(pending)
                    .authenticationSuccessHandler(outcome)
                    .authenticationFailureHandler(outcome))
        .logout(
            logout ->
                logout.logoutUrl("/logout").logoutHandler(signOut).logoutSuccessHandler(signOut))
        .build();
  }

  @Bean
  ServerExchangeRejectedHandler rejectedRequests() {
    return refusals;
  }

  /** The strict rules, but for plain ASCII without their regular expressions. */
  @Bean
  ServerWebExchangeFirewall firewall() {
    var strict = new StrictServerWebExchangeFirewall();
    strict.setAllowedHeaderNames(orPlain(StrictServerWebExchangeFirewall.ALLOWED_HEADER_NAMES));
    strict.setAllowedHeaderValues(orPlain(StrictServerWebExchangeFirewall.ALLOWED_HEADER_VALUES));
    return strict;
  }

  /** Each filter's look at a header is held against the rule again: it has to be quick. */
  private static Predicate<String> orPlain(Predicate<String> rule) {
    return text -> isPlain(text) || rule.test(text);
  }

  /** A header that is not there is asked for too; the rule knows what to say. */
  private static boolean isPlain(@Nullable String text) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private ServerHttpSecurity stateless(ServerHttpSecurity http) {
    return shared(http)
        .csrf(csrf -> csrf.disable())
        .logout(logout -> logout.disable())
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance());
  }

  private ServerHttpSecurity shared(ServerHttpSecurity http) {
    return http.headers(headers)
        .requestCache(cache -> cache.disable())
        .httpBasic(basic -> basic.disable())
        .formLogin(form -> form.disable())
        .exceptionHandling(
            failing -> failing.authenticationEntryPoint(refusals).accessDeniedHandler(refusals));
  }

  private void csrf(ServerHttpSecurity.CsrfSpec csrf) {
    CookieServerCsrfTokenRepository cookie = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
    cookie.setCookieName(properties.csrfCookie());
    cookie.setCookiePath("/");
    cookie.setCookieCustomizer(c -> c.sameSite("Lax").secure(properties.secure()));
    csrf.csrfTokenRepository(cookie)
        .csrfTokenRequestHandler(new ServerCsrfTokenRequestAttributeHandler())
        .requireCsrfProtectionMatcher(this::writesWithSession)
        .accessDeniedHandler(refusals);
  }

  /** Without a session's cookie there is nothing that another site could misuse. */
  private Mono<MatchResult> writesWithSession(ServerWebExchange exchange) {
    ServerHttpRequest request = exchange.getRequest();
    return !READS.contains(request.getMethod())
            && request.getCookies().containsKey(properties.sessionCookie())
        ? MatchResult.match()
        : MatchResult.notMatch();
  }

  private static Mono<MatchResult> hasAuthorization(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)
        ? MatchResult.match()
        : MatchResult.notMatch();
  }
}
