package eu.portsalliance.gateway.signin;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.GatewayProperties.SignIn;
import eu.portsalliance.gateway.Live;
import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.outage.Issuer;
import eu.portsalliance.gateway.valkey.Valkey;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.server.ServerAuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.server.ServerOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.session.CookieWebSessionIdResolver;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.WebSessionManager;
import org.springframework.web.server.session.WebSessionStore;
import reactor.core.publisher.Mono;

/** The gateway as confidential client of the issuer (OpenID Connect Core 1.0, section 3.1). */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

  /** Part of the redirect address {@code /login/oauth2/code/alliance}. */
  static final String REGISTRATION = "alliance";

  @Bean
  ReactiveClientRegistrationRepository clients(GatewayProperties properties) {
    return new InMemoryReactiveClientRegistrationRepository(registration(properties));
  }

  private static ClientRegistration registration(GatewayProperties properties) {
    SignIn signIn = properties.signIn();
    return ClientRegistration.withRegistrationId(REGISTRATION)
        .clientId(signIn.clientId())
        .clientSecret(signIn.clientSecret())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
        .redirectUri(properties.publicUrl() + "/login/oauth2/code/" + REGISTRATION)
        .scope("openid")
        .authorizationUri(signIn.endpoint("auth"))
        .tokenUri(signIn.endpoint("token"))
        .jwkSetUri(signIn.endpoint("certs"))
        .issuerUri(signIn.issuer().toString())
        .userNameAttributeName("sub")
        .build();
  }

  @Bean
  ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeExchange(
      @Qualifier("issuerClient") WebClient issuer) {
    var client = new WebClientReactiveAuthorizationCodeTokenResponseClient();
    client.setWebClient(issuer);
    return client;
  }

  @Bean
  SessionKeeper sessionKeeper(
      GatewayProperties properties,
      @Qualifier("issuerClient") WebClient issuer,
      ReactiveJwtDecoder decoder,
      Issuer availability,
      Extensions extensions,
      Clock clock) {
    var refresh = new WebClientReactiveRefreshTokenTokenResponseClient();
    refresh.setWebClient(issuer);
    ReactiveOAuth2AccessTokenResponseClient<OAuth2RefreshTokenGrantRequest> client = refresh;
    return new SessionKeeper(
        registration(properties), client, decoder, availability, extensions, clock);
  }

  @Bean
  ServerOAuth2AuthorizedClientRepository sessionClients(SessionKeeper sessions) {
    return new SessionClients(sessions);
  }

  @Bean
  ServerOAuth2AuthorizationRequestResolver agencyChoice(
      Live live, ReactiveClientRegistrationRepository clients, ObjectProvider<Valkey> store) {
    return new AgencyChoice(
        live,
        clients,
        Mono.defer(() -> store.stream().findAny().map(Valkey::ready).orElse(Mono.empty())));
  }

  @Bean
  ServerAuthorizationRequestRepository<OAuth2AuthorizationRequest> pendingSignIns(
      GatewayProperties properties, Clock clock) {
    return new PendingCookies(
        properties, registration(properties), new PendingSignIns(properties, clock));
  }

  @Bean
  SignInOutcome signInOutcome(Live live, Issuer issuer) {
    return new SignInOutcome(live, issuer);
  }

  @Bean
  WaitingSignIns waitingSignIns(Issuer issuer) {
    return new WaitingSignIns(issuer);
  }

  @Bean
  SignOut signOut(GatewayProperties properties, SessionKeeper sessions) {
    return new SignOut(properties, sessions);
  }

  @Bean
  WebSessionManager webSessionManager(GatewayProperties properties, WebSessionStore store) {
    var cookie = new CookieWebSessionIdResolver();
    cookie.setCookieName(properties.sessionCookie());
    cookie.addCookieInitializer(
        c -> c.path("/").httpOnly(true).sameSite("Lax").secure(properties.secure()));
    var manager = new DefaultWebSessionManager();
    manager.setSessionIdResolver(cookie);
    manager.setSessionStore(store);
    return manager;
  }
}
