package eu.portsalliance.testkit;

import com.nimbusds.jose.JOSEException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

/**
 * Trusts the key of {@link TestTokens}, with the same checks of issuer and dates as in production.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TokenTestConfiguration {

  @Bean
  ReactiveJwtDecoder testJwtDecoder() throws JOSEException {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withPublicKey(TestTokens.KEY.toRSAPublicKey()).build();
    decoder.setJwtValidator(JwtValidators.createDefaultWithIssuer(TestTokens.ISSUER));
    return decoder;
  }

  /** For tokens that ended and that a gateway extends. */
  @Bean(name = "decoderAtAnyTime", defaultCandidate = false)
  @Qualifier("decoderAtAnyTime")
  ReactiveJwtDecoder testDecoderAtAnyTime() throws JOSEException {
    NimbusReactiveJwtDecoder decoder =
        NimbusReactiveJwtDecoder.withPublicKey(TestTokens.KEY.toRSAPublicKey()).build();
    decoder.setJwtValidator(new JwtIssuerValidator(TestTokens.ISSUER));
    return decoder;
  }
}
