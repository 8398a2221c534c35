package eu.portsalliance.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The realms that stand in for the agencies' identity providers, as Keycloak imports them at its
 * first start.
 */
final class AgencyRealms {
  /** The client by which the alliance's realm signs people in at an agency. */
  static final String BROKER_CLIENT = "ports-alliance";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Site site;
  private final Secrets secrets;

  AgencyRealms(Site site, Secrets secrets) {
    this.site = site;
    this.secrets = secrets;
  }

  /** Realm name to its import document. */
  Map<String, String> documents() {
    Map<String, String> documents = new LinkedHashMap<>();
    for (Cast.Agency agency : Cast.AGENCIES) {
      documents.put(
          agency.realm(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(realm(agency)));
    }
    return documents;
  }

  Map<String, Object> realm(Cast.Agency agency) {
    Map<String, Object> realm = new LinkedHashMap<>();
    realm.put("realm", agency.realm());
    realm.put("displayName", agency.name());
    realm.put("enabled", true);
    realm.put("sslRequired", "external");
    realm.put("registrationAllowed", false);
    realm.put("resetPasswordAllowed", false);
    realm.put("bruteForceProtected", true);
    realm.put("internationalizationEnabled", true);
    realm.put("supportedLocales", List.of("en", "nl", "fr", "de"));
    realm.put("defaultLocale", "en");
    realm.put("ssoSessionIdleTimeout", 1800);
    realm.put(
        "clients",
        List.of(
            switch (agency.protocol()) {
              case OIDC -> oidcClient(agency);
              case SAML -> samlClient(agency);
            }));
    realm.put(
        "users",
        Cast.members(List.of(FoundingPort.values())).stream()
            .filter(member -> member.agency().equals(agency))
            .map(this::user)
            .toList());
    return realm;
  }

  private Map<String, Object> oidcClient(Cast.Agency agency) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("clientId", BROKER_CLIENT);
    client.put("name", "European Ports Alliance");
    client.put("protocol", "openid-connect");
    client.put("publicClient", false);
    client.put("secret", secrets.of("broker/" + agency.alias()));
    client.put("standardFlowEnabled", true);
    client.put("directAccessGrantsEnabled", false);
    client.put("redirectUris", List.of(endpoint(agency) + "*"));
    client.put("attributes", Map.of("post.logout.redirect.uris", endpoint(agency) + "*"));
    return client;
  }

  private Map<String, Object> samlClient(Cast.Agency agency) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("clientId", site.issuer());
    client.put("name", "European Ports Alliance");
    client.put("protocol", "saml");
    client.put("enabled", true);
    client.put("frontchannelLogout", true);
    client.put("redirectUris", List.of(endpoint(agency) + "*"));
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("saml.assertion.signature", "true");
    attributes.put("saml.server.signature", "true");
    attributes.put("saml.signature.algorithm", "RSA_SHA256");
    // the alliance's realm makes its own key after this import; what comes back is signed, and goes
    // to fixed addresses
    attributes.put("saml.client.signature", "false");
    attributes.put("saml.authnstatement", "true");
    attributes.put("saml.force.post.binding", "true");
    attributes.put("saml_name_id_format", "username");
    attributes.put("saml_force_name_id_format", "true");
    attributes.put("saml_assertion_consumer_url_post", endpoint(agency));
    attributes.put("saml_single_logout_service_url_post", endpoint(agency));
    client.put("attributes", attributes);
    client.put(
        "protocolMappers",
        List.of(
            samlProperty("email", "email"),
            samlProperty("firstName", "firstName"),
            samlProperty("lastName", "lastName")));
    return client;
  }

  private static Map<String, Object> samlProperty(String property, String attribute) {
    return Map.of(
        "name",
        attribute,
        "protocol",
        "saml",
        "protocolMapper",
        "saml-user-property-mapper",
        "config",
        Map.of(
            "user.attribute", property,
            "attribute.name", attribute,
            "attribute.nameformat", "Basic"));
  }

  private Map<String, Object> user(Cast.Member member) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("id", member.subject());
    user.put("username", member.username());
    user.put("firstName", member.duty());
    user.put("lastName", member.agency().name());
    user.put("email", member.email());
    user.put("emailVerified", true);
    user.put("enabled", true);
    user.put(
        "credentials",
        List.of(
            Map.of(
                "type",
                "password",
                "value",
                secrets.of("person/" + member.username()),
                "temporary",
                false)));
    return user;
  }

  private String endpoint(Cast.Agency agency) {
    return site.issuer() + "/broker/" + agency.alias() + "/endpoint";
  }
}
