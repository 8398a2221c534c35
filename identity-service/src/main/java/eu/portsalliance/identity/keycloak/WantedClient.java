package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.identity.desired.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * A client as it should be.
 *
 * @param settings fields and attributes; the attributes are all that should be there
 * @param mappers all protocol mappers
 * @param organisationScope whether tokens carry the organisation of the person
 * @param ownRoles roles that the client has, with their descriptions
 * @param scope client whose roles its tokens may carry; empty if none may
 * @param scopeRoles which roles of that client
 */
record WantedClient(
    ClientRepresentation settings,
    List<ProtocolMapperRepresentation> mappers,
    boolean organisationScope,
    Map<String, String> ownRoles,
    String scope,
    List<String> scopeRoles) {

  private static final String FALSE = "false";

  /** Where Spring Security receives the code at a gateway. */
  private static final String REDIRECT = "/login/oauth2/code/alliance";

  private static final String SIGNED_OUT = "/login?signed-out";

  String id() {
    return settings.getClientId();
  }

  /** A client that only owns roles and takes part in no flow. */
  static WantedClient owner(String clientId, String name, Map<String, String> roles) {
    ClientRepresentation client = base(clientId, name);
    client.setBearerOnly(true);
    return new WantedClient(client, List.of(), false, roles, "", List.of());
  }

  /** The confidential client of a gateway: code flow with PKCE, one redirect address, one scope. */
  static WantedClient portal(
      String clientId, String url, String secret, String scope, Map<String, String> roles) {
    ClientRepresentation client = base(clientId, "Gateway of " + scope);
    client.setStandardFlowEnabled(true);
    client.setSecret(secret);
    client.setRedirectUris(List.of(url + REDIRECT));
    client.getAttributes().put("pkce.code.challenge.method", "S256");
    client.getAttributes().put("post.logout.redirect.uris", url + SIGNED_OUT);
    return new WantedClient(
        client, Mappers.ofPortal(), true, Map.of(), scope, List.copyOf(roles.keySet()));
  }

  /** A client that signs in by itself. */
  static WantedClient machine(DesiredState.Machine machine, String scope) {
    ClientRepresentation client = base(machine.clientId(), "Machine of " + machine.organisation());
    client.setServiceAccountsEnabled(true);
    client.setSecret(machine.secret().value());
    return new WantedClient(
        client,
        Mappers.ofMachine(
            machine.organisation(), machine.purpose(), machine.caseNumber(), machine.facilities()),
        false,
        Map.of(),
        scope,
        List.copyOf(machine.roles()));
  }

  /** The clients of the alliance plane and of each port. */
  static List<WantedClient> owners(DesiredState state) {
    List<WantedClient> owners = new ArrayList<>();
    owners.add(owner(Roles.ALLIANCE, "Alliance plane", Roles.ofAlliance()));
    state
        .ports()
        .forEach(port -> owners.add(owner(port.client(), "Port " + port.locode(), Roles.ofPort())));
    return owners;
  }

  private static ClientRepresentation base(String clientId, String name) {
    ClientRepresentation client = new ClientRepresentation();
    client.setClientId(clientId);
    client.setName(name);
    client.setProtocol("openid-connect");
    client.setEnabled(true);
    client.setPublicClient(false);
    client.setBearerOnly(false);
    client.setClientAuthenticatorType("client-secret");
    client.setStandardFlowEnabled(false);
    client.setImplicitFlowEnabled(false);
    client.setDirectAccessGrantsEnabled(false);
    client.setServiceAccountsEnabled(false);
    client.setConsentRequired(false);
    client.setFullScopeAllowed(false);
    client.setSurrogateAuthRequired(false);
    client.setRedirectUris(List.of());
    client.setWebOrigins(List.of());
    Map<String, String> attributes = new HashMap<>();
    attributes.put("oauth2.device.authorization.grant.enabled", FALSE);
    attributes.put("oidc.ciba.grant.enabled", FALSE);
    attributes.put("standard.token.exchange.enabled", FALSE);
    attributes.put("use.refresh.tokens", "true");
    attributes.put("backchannel.logout.session.required", "true");
    attributes.put("backchannel.logout.revoke.offline.tokens", FALSE);
    client.setAttributes(attributes);
    return client;
  }
}
