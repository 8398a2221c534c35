package eu.portsalliance.access;

import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSVerifierFactory;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemResponses;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Secures a service the same way everywhere: no session, no default, every endpoint declared. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(AccessProperties.class)
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
public class AccessAutoConfiguration {

  /** Names the decoder that does not ask whether a token ended. */
  static final String AT_ANY_TIME = "decoderAtAnyTime";

  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Nobody reads them, and each filter of the chain would be wrapped for them. */
  @Bean
  @ConditionalOnMissingBean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * Verifies signature and issuer, not whether a token ended. Keys are fetched on first use and
   * kept, so a running service outlives its issuer.
   */
  @Bean(defaultCandidate = false)
  @Qualifier(AT_ANY_TIME)
  @ConditionalOnMissingBean(name = AT_ANY_TIME)
  ReactiveJwtDecoder decoderAtAnyTime(AccessProperties properties) {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withJwkSetUri(properties.jwkSetUri())
            .jwsAlgorithm(SignatureAlgorithm.RS256)
            .jwtProcessorCustomizer(
                processor -> processor.setJWSVerifierFactory(signatureVerifiers()))
            .build();
    decoder.setJwtValidator(new JwtIssuerValidator(properties.issuer()));
    return decoder;
  }

  @Bean
  @ConditionalOnMissingBean
  ReactiveJwtDecoder accessJwtDecoder(
      AccessProperties properties, @Qualifier(AT_ANY_TIME) ReactiveJwtDecoder decoder) {
    OAuth2TokenValidator<Jwt> validator =
        JwtValidators.createDefaultWithIssuer(properties.issuer());
    return token -> decoder.decode(token).map(jwt -> valid(jwt, validator));
  }

  private static Jwt valid(Jwt token, OAuth2TokenValidator<Jwt> validator) {
    var result = validator.validate(token);
    if (result.hasErrors()) {
      throw new JwtValidationException("The token is not valid here", result.getErrors());
    }
    return token;
  }

  private static JWSVerifierFactory signatureVerifiers() {
    var verifiers = new DefaultJWSVerifierFactory();
    SignatureProvider.corretto().ifPresent(verifiers.getJCAContext()::setProvider);
    return verifiers;
  }

  @Bean
  SecurityWebFilterChain accessFilterChain(
      ServerHttpSecurity http,
      AccessProperties properties,
      ReactiveJwtDecoder decoder,
      ObjectProvider<OpenPaths> openPaths) {
    String[] open =
        Stream.concat(
                Stream.of("/actuator/health/**"),
                openPaths.stream().map(OpenPaths::patterns).flatMap(List::stream))
            .toArray(String[]::new);
    ServerAuthenticationEntryPoint unauthenticated =
        (exchange, _) ->
            ProblemResponses.write(
                exchange,
                Problem.of(ProblemType.UNAUTHENTICATED, "Send a valid token for this port."));
    ServerAccessDeniedHandler forbidden =
        (exchange, _) ->
            ProblemResponses.write(
                exchange, Problem.of(ProblemType.FORBIDDEN, "Your role does not allow this."));
    return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
        .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
        .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
        .logout(ServerHttpSecurity.LogoutSpec::disable)
        .requestCache(ServerHttpSecurity.RequestCacheSpec::disable)
        .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
        .authorizeExchange(
            exchanges -> exchanges.pathMatchers(open).permitAll().anyExchange().authenticated())
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(unauthenticated).accessDeniedHandler(forbidden))
        .oauth2ResourceServer(
            server ->
                server
                    .authenticationEntryPoint(unauthenticated)
                    .accessDeniedHandler(forbidden)
                    .jwt(
                        jwt ->
                            jwt.jwtDecoder(decoder)
                                .jwtAuthenticationConverter(new CallerConverter(properties))))
        .build();
  }

  /** Applied by Spring Security to the one chain, where the gateway may extend tokens. */
  @Bean
  @ConditionalOnProperty("alliance.access.gateway-key-file")
  Customizer<ServerHttpSecurity> extendedAuthentication(
      AccessProperties properties,
      @Qualifier(AT_ANY_TIME) ReactiveJwtDecoder decoder,
      Clock clock) {
    var filter =
        new ExtendedAuthentication(
            properties.ownPort().orElseThrow(),
            properties.gatewayKey().orElseThrow(),
            decoder,
            new CallerConverter(properties),
            clock);
    return http -> http.addFilterAt(filter, SecurityWebFiltersOrder.HTTP_BASIC);
  }

  @Bean
  WebFluxConfigurer accessArguments() {
    return new WebFluxConfigurer() {
      @Override
      public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
        configurer.addCustomResolver(new RequestArguments());
      }
    };
  }

  /** What writes to the service's own database. */
  @Configuration(proxyBeanMethods = false)
  static class Stores {

    @Bean
    Idempotency idempotency(
        DatabaseClient database, TransactionalOperator transaction, JsonMapper json) {
      return new Idempotency(database, transaction, json);
    }

    @Bean
    AuditTrail auditTrail(DatabaseClient database, AccessProperties properties) {
      return new AuditTrail(database, Base64.getDecoder().decode(properties.hashKey()));
    }

    @Bean
    Housekeeping idempotencyHousekeeping(DatabaseClient database, Leases leases) {
      return new Housekeeping(
          database,
          leases,
          """
          delete from idempotency_key where (actor, key) in
            (select actor, key from idempotency_key
              where created < now() - interval '24 hours' limit 10000)
          """);
    }
  }
}
