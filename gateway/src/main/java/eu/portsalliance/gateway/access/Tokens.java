package eu.portsalliance.gateway.access;

import eu.portsalliance.gateway.GatewayProperties;
import eu.portsalliance.gateway.outage.Extensions;
import eu.portsalliance.gateway.outage.Issuer;
import io.netty.channel.ChannelOption;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoderFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** How tokens of the issuer are checked (RFC 9068, section 4; OpenID Connect Core, 3.1.3.7). */
@Configuration(proxyBeanMethods = false)
class Tokens {

  private static final Duration SKEW = Duration.ofSeconds(10);

  /** Calls to the issuer: few, short, and given up early. */
  @Bean
  WebClient issuerClient() {
    ConnectionProvider pool =
        ConnectionProvider.builder("issuer")
            .maxConnections(32)
            .pendingAcquireTimeout(Duration.ofSeconds(2))
            .maxIdleTime(Duration.ofSeconds(20))
            .build();
    HttpClient http =
        HttpClient.create(pool)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 1_000)
            .responseTimeout(Duration.ofSeconds(4));
    return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
  }

  @Bean
  SigningKeys signingKeys(WebClient issuerClient, GatewayProperties properties, Clock clock) {
    return new SigningKeys(issuerClient, properties.signIn().endpoint("certs"), clock);
  }

  /** Of API calls. */
  @Bean(defaultCandidate = false)
  @Qualifier("bearerTokens")
  ReactiveJwtDecoder bearerTokens(
      ReactiveJwtDecoder accessTokens,
      SigningKeys keys,
      GatewayProperties properties,
      Issuer issuer,
      Extensions extensions) {
    NimbusReactiveJwtDecoder atAnyTime = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
    atAnyTime.setJwtValidator(ofThisPort(properties));
    return new BearerTokens(accessTokens, orNotNow(atAnyTime), issuer, extensions);
  }

  private static OAuth2TokenValidator<Jwt> ofThisPort(GatewayProperties properties) {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtIssuerValidator(properties.signIn().issuer().toString()),
        new OneAudience(properties.audience()));
  }

  @Bean
  ReactiveJwtDecoder accessTokens(SigningKeys keys, GatewayProperties properties, Clock clock) {
    JwtTimestampValidator dates = new JwtTimestampValidator(SKEW);
    dates.setClock(clock);
    NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(dates, ofThisPort(properties)));
    return new VerifiedTokens(orNotNow(decoder), dates);
  }

  @Bean
  ReactiveJwtDecoderFactory<ClientRegistration> idTokens(SigningKeys keys) {
    return client -> {
      NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
      decoder.setJwtValidator(new OidcIdTokenValidator(client));
      return orNotNow(decoder);
    };
  }

  /** Keys that cannot be had now are no verdict on the token and no fault of ours. */
  private static ReactiveJwtDecoder orNotNow(NimbusReactiveJwtDecoder decoder) {
    return token ->
        decoder
            .decode(token)
            .onErrorMap(
                IllegalStateException.class,
                e -> new JwtException("the issuer's keys cannot be had now", e));
  }
}
