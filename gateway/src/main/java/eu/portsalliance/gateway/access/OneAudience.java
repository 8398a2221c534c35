package eu.portsalliance.gateway.access;

import eu.portsalliance.gateway.signin.SessionKeeper;
import java.util.List;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * A token is for this port and for nothing else: one that names two could be replayed by either at
 * the other. The issuer names the audience for the roles that it grants there; a token without one
 * is of somebody who has no role here, and that is told apart, since they can be told what to do.
 */
record OneAudience(String own) implements OAuth2TokenValidator<Jwt> {

  private static final OAuth2TokenValidatorResult NO_ROLE =
      OAuth2TokenValidatorResult.failure(
          new OAuth2Error(SessionKeeper.NO_ROLE, "The token is for no port", null));

  private static final OAuth2TokenValidatorResult REFUSED =
      OAuth2TokenValidatorResult.failure(
          new OAuth2Error(
              OAuth2ErrorCodes.INVALID_TOKEN, "The token is not for this port alone", null));

  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    List<String> audience = token.getAudience();
    if (audience == null || audience.isEmpty()) {
      return NO_ROLE;
    }
    return audience.equals(List.of(own)) ? OAuth2TokenValidatorResult.success() : REFUSED;
  }
}
