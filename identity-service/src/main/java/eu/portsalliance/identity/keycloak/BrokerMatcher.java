package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.Broker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.IdentityProviderRepresentation;

/**
 * The identity providers of the agencies, each linked with its organisation.
 *
 * <p>Who signed in is found by the link of the person (broker, subject that the agency asserts), so
 * that the attribute {@code person}, which the desired state writes, always stands for that
 * subject. No attribute is imported: mappers made by hand are removed.
 */
final class BrokerMatcher {

  /** Config key of Keycloak that holds the secret; it is masked when read. */
  private static final String SECRET = "clientSecret";

  /** Config key of ours: a keyed hash by which a changed secret is seen. */
  private static final String MARK = "allianceSecretMark";

  private static final String TRUE = "true";

  private final BlockingKeycloak keycloak;
  private final Changes changes;
  private final SecretMark mark;
  private final String ownEntityId;

  BrokerMatcher(BlockingKeycloak keycloak, Changes changes, SecretMark mark, String ownEntityId) {
    this.keycloak = keycloak;
    this.changes = changes;
    this.mark = mark;
    this.ownEntityId = ownEntityId;
  }

  void match(List<Broker> wanted, Map<String, String> organisations, Map<String, String> domains) {
    Map<String, IdentityProviderRepresentation> there = new HashMap<>();
    keycloak.brokers().forEach(b -> there.put(b.getAlias(), b));
    for (Broker broker : wanted) {
      String organisation = Objects.requireNonNull(organisations.get(broker.organisation()));
      String domain = Objects.requireNonNull(domains.get(broker.organisation()));
      match(broker, there.remove(broker.alias()), organisation, domain);
    }
    there.values().forEach(this::disable);
  }

  private void match(
      Broker broker,
      @Nullable IdentityProviderRepresentation current,
      String organisation,
      String domain) {
    IdentityProviderRepresentation wanted = representation(broker, domain);
    String thing = "broker " + broker.alias();
    if (current == null) {
      keycloak.createBroker(wanted);
      changes.made(thing);
      keycloak.linkBroker(organisation, broker.alias());
      return;
    }
    boolean relink = !organisation.equals(current.getOrganizationId());
    wanted.setInternalId(current.getInternalId());
    wanted.setOrganizationId(current.getOrganizationId());
    List<String> fields = new ArrayList<>(differences(current, wanted));
    if (!fields.isEmpty()) {
      keycloak.updateBroker(wanted);
      changes.putBack(thing, fields);
    }
    if (relink) {
      if (current.getOrganizationId() != null) {
        keycloak.unlinkBroker(current.getOrganizationId(), broker.alias());
      }
      keycloak.linkBroker(organisation, broker.alias());
      changes.putBack(thing, List.of("organisation"));
    }
    for (var mapper : keycloak.brokerMappers(broker.alias())) {
      keycloak.removeBrokerMapper(broker.alias(), mapper.getId());
      changes.removed("mapper " + mapper.getName() + " of " + thing);
    }
  }

  private void disable(IdentityProviderRepresentation unwanted) {
    if (unwanted.isEnabled()) {
      unwanted.setEnabled(false);
      keycloak.updateBroker(unwanted);
      changes.disabled("broker " + unwanted.getAlias() + ", which is not wanted");
    }
  }

  private static List<String> differences(
      IdentityProviderRepresentation current, IdentityProviderRepresentation wanted) {
    Map<String, String> has = new HashMap<>(current.getConfig());
    Map<String, String> wants = new HashMap<>(wanted.getConfig());
    has.remove(SECRET);
    wants.remove(SECRET);
    List<String> fields = new ArrayList<>(Differences.ofMaps(has, wants, "config."));
    fields.addAll(
        Differences.of(current, wanted).stream().filter(f -> !f.startsWith("config.")).toList());
    if (current.getPostBrokerLoginFlowAlias() != null) {
      fields.add("postBrokerLoginFlowAlias");
    }
    return fields;
  }

  private IdentityProviderRepresentation representation(Broker broker, String domain) {
    IdentityProviderRepresentation wanted = new IdentityProviderRepresentation();
    wanted.setAlias(broker.alias());
    wanted.setDisplayName(broker.name());
    wanted.setEnabled(true);
    wanted.setTrustEmail(false);
    wanted.setStoreToken(false);
    wanted.setLinkOnly(false);
    wanted.setAddReadTokenRoleOnCreate(false);
    wanted.setFirstBrokerLoginFlowAlias(RealmMatcher.STRANGERS);
    wanted.setProviderId(
        switch (broker) {
          case Broker.Oidc _ -> "oidc";
          case Broker.Saml _ -> "saml";
        });
    Map<String, String> config =
        switch (broker) {
          case Broker.Oidc oidc -> config(oidc);
          case Broker.Saml saml -> config(saml);
        };
    // What a person is called comes from the desired state, not from the last sign-in.
    config.put("syncMode", "IMPORT");
    config.put("kc.org.domain", domain);
    config.put("kc.org.broker.redirect.mode.email-matches", TRUE);
    wanted.setConfig(config);
    return wanted;
  }

  private Map<String, String> config(Broker.Oidc broker) {
    Map<String, String> config = new HashMap<>();
    config.put("issuer", broker.issuer());
    config.put("authorizationUrl", broker.authorizationUrl());
    config.put("tokenUrl", broker.tokenUrl());
    config.put("useJwksUrl", TRUE);
    config.put("jwksUrl", broker.jwksUrl());
    config.put("validateSignature", TRUE);
    config.put("disableUserInfo", TRUE);
    config.put("pkceEnabled", TRUE);
    config.put("pkceMethod", "S256");
    config.put("defaultScope", "openid");
    config.put("clientAuthMethod", "client_secret_basic");
    config.put("clientId", broker.clientId());
    config.put(SECRET, broker.clientSecret().value());
    config.put(MARK, mark.of(broker.alias(), broker.clientSecret().value()));
    if (broker.logoutUrl() != null) {
      config.put("logoutUrl", broker.logoutUrl());
    }
    return config;
  }

  private Map<String, String> config(Broker.Saml broker) {
    Map<String, String> config = new HashMap<>();
    config.put("entityId", ownEntityId);
    config.put("idpEntityId", broker.entityId());
    config.put("singleSignOnServiceUrl", broker.ssoUrl());
    config.put("nameIDPolicyFormat", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified");
    config.put("principalType", "SUBJECT");
    config.put("postBindingAuthnRequest", TRUE);
    config.put("postBindingResponse", TRUE);
    config.put("postBindingLogout", TRUE);
    config.put("wantAuthnRequestsSigned", TRUE);
    config.put("signatureAlgorithm", "RSA_SHA256");
    config.put("wantAssertionsSigned", TRUE);
    config.put("validateSignature", TRUE);
    config.put("allowedClockSkew", "5");
    if (broker.logoutUrl() != null) {
      config.put("singleLogoutServiceUrl", broker.logoutUrl());
    }
    if (broker.metadataUrl() != null) {
      config.put("useMetadataDescriptorUrl", TRUE);
      config.put("metadataDescriptorUrl", broker.metadataUrl());
    }
    if (broker.signingCertificate() != null) {
      config.put("signingCertificate", broker.signingCertificate());
    }
    return config;
  }
}
