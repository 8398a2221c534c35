package eu.portsalliance.identity.desired;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** The identity provider of an agency, at which its people sign in. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "protocol")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Broker.Oidc.class, name = "oidc"),
  @JsonSubTypes.Type(value = Broker.Saml.class, name = "saml")
})
public sealed interface Broker {

  /** Name in addresses and in {@code kc_idp_hint}. */
  String alias();

  /** Alias of the organisation whose people sign in here. */
  String organisation();

  /** What the sign-in page shows. */
  String name();

  /**
   * OpenID Connect Core 1.0, authorization code flow with PKCE.
   *
   * @param issuer exactly as in the {@code iss} of its tokens
   * @param jwksUrl where the keys are that verify its tokens
   * @param logoutUrl where a sign-out is passed on to; absent if the agency takes none
   */
  record Oidc(
      String alias,
      String organisation,
      String name,
      String issuer,
      String authorizationUrl,
      String tokenUrl,
      String jwksUrl,
      @Nullable String logoutUrl,
      String clientId,
      Secret clientSecret)
      implements Broker {

    public Oidc {
      Checks.alias(alias, "alias");
      Checks.alias(organisation, "organisation");
      Checks.present(name, "name");
      Checks.address(issuer, "issuer");
      Checks.address(authorizationUrl, "authorizationUrl");
      Checks.address(tokenUrl, "tokenUrl");
      Checks.address(jwksUrl, "jwksUrl");
      if (logoutUrl != null) {
        Checks.address(logoutUrl, "logoutUrl");
      }
      Checks.present(clientId, "clientId");
      Checks.present(clientSecret, "clientSecret");
    }
  }

  /**
   * SAML 2.0 web browser single sign-on, POST binding, signed assertions.
   *
   * @param entityId of the agency's identity provider
   * @param metadataUrl where its signing certificates are read from
   * @param signingCertificate base64 DER of its signing certificate, instead of metadataUrl
   */
  record Saml(
      String alias,
      String organisation,
      String name,
      String entityId,
      String ssoUrl,
      @Nullable String logoutUrl,
      @Nullable String metadataUrl,
      @Nullable String signingCertificate)
      implements Broker {

    public Saml {
      Checks.alias(alias, "alias");
      Checks.alias(organisation, "organisation");
      Checks.present(name, "name");
      Checks.present(entityId, "entityId");
      Checks.address(ssoUrl, "ssoUrl");
      if (logoutUrl != null) {
        Checks.address(logoutUrl, "logoutUrl");
      }
      if ((metadataUrl == null) == (signingCertificate == null)) {
        throw new IllegalArgumentException(
            "a SAML broker takes `metadataUrl` or `signingCertificate`: write exactly one");
      }
      if (metadataUrl != null) {
        Checks.address(metadataUrl, "metadataUrl");
      }
    }
  }
}
