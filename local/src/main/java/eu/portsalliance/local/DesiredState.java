package eu.portsalliance.local;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What identity-service makes of Keycloak's realm {@code alliance}: the document that it reads. */
final class DesiredState {
  private final Site site;
  private final Secrets secrets;
  private final LocalDate today;

  DesiredState(Site site, Secrets secrets, LocalDate today) {
    this.site = site;
    this.secrets = secrets;
    this.today = today;
  }

  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("realm", "alliance");
    document.put(
        "organisations", Cast.ORGANISATIONS.stream().map(DesiredState::organisation).toList());
    document.put("brokers", Cast.AGENCIES.stream().map(this::broker).toList());
    document.put("ports", site.ports().stream().map(this::port).toList());
    document.put(
        "alliancePortal",
        Map.of("url", site.portal(), "secret", secrets.of("client/portal-alliance")));
    document.put("machines", Cast.machines(site.ports()).stream().map(this::machine).toList());
    document.put("people", Cast.members(site.ports()).stream().map(DesiredState::member).toList());
    document.put("grants", grants());
    return document;
  }

  private static Map<String, Object> organisation(Cast.Organisation organisation) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("alias", organisation.alias());
    entry.put("name", organisation.name());
    entry.put("domain", organisation.domain());
    entry.put("kind", organisation.kind());
    return entry;
  }

  private Map<String, Object> broker(Cast.Agency agency) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("alias", agency.alias());
    entry.put("name", agency.name());
    entry.put("organisation", agency.alias());
    String realm = site.keycloak() + "/realms/" + agency.realm();
    switch (agency.protocol()) {
      case OIDC -> {
        String endpoints = realm + "/protocol/openid-connect";
        entry.put("protocol", "oidc");
        entry.put("issuer", realm);
        entry.put("authorizationUrl", endpoints + "/auth");
        entry.put("tokenUrl", endpoints + "/token");
        entry.put("jwksUrl", endpoints + "/certs");
        entry.put("logoutUrl", endpoints + "/logout");
        entry.put("clientId", AgencyRealms.BROKER_CLIENT);
        entry.put("clientSecret", secrets.of("broker/" + agency.alias()));
      }
      case SAML -> {
        entry.put("protocol", "saml");
        entry.put("entityId", realm);
        entry.put("ssoUrl", realm + "/protocol/saml");
        entry.put("logoutUrl", realm + "/protocol/saml");
        entry.put("metadataUrl", realm + "/protocol/saml/descriptor");
      }
    }
    return entry;
  }

  private Map<String, Object> port(FoundingPort port) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("locode", port.locode());
    entry.put("gatewayUrl", site.gateway(port));
    entry.put("portalSecret", secrets.of("client/portal-" + port.lower()));
    return entry;
  }

  private Map<String, Object> machine(Cast.Machine machine) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("clientId", machine.clientId());
    entry.put("secret", secrets.of("client/" + machine.clientId()));
    entry.put("port", machine.port().locode());
    entry.put("roles", machine.roles());
    entry.put("organisation", machine.organisation());
    entry.put("purpose", machine.purpose());
    entry.put("case", machine.clientId());
    entry.put("facilities", machine.facilities());
    return entry;
  }

  private static Map<String, Object> member(Cast.Member member) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("username", member.username());
    entry.put("displayName", member.displayName());
    entry.put("email", member.email());
    entry.put("organisation", member.agency().alias());
    entry.put("broker", member.agency().alias());
    entry.put("brokerUserId", member.asserted());
    entry.put("brokerUsername", member.username());
    entry.put("person", member.agency().alias() + ":" + member.asserted());
    return entry;
  }

  private List<Map<String, Object>> grants() {
    List<Map<String, Object>> grants = new ArrayList<>();
    for (Cast.Member member : Cast.members(site.ports())) {
      member
          .roles()
          .forEach(
              (place, roles) -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("username", member.username());
                entry.put("at", place);
                entry.put("roles", roles);
                entry.put("until", Cast.grantsEnd(today));
                grants.add(entry);
              });
    }
    return grants;
  }
}
