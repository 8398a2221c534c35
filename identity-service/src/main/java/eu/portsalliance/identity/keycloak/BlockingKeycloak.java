package eu.portsalliance.identity.keycloak;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.AuthenticationFlowRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.FederatedIdentityRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.IdentityProviderMapperRepresentation;
import org.keycloak.representations.idm.IdentityProviderRepresentation;
import org.keycloak.representations.idm.MemberRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.userprofile.config.UPConfig;

/**
 * The administration interface of Keycloak 26. Every call blocks: it is used on the scheduler of
 * the reconciliation alone. One method is one request, except where pages are read.
 */
final class BlockingKeycloak implements AutoCloseable {

  private static final int PAGE = 200;
  private static final String FLOW_PROVIDER = "basic-flow";

  private final Keycloak keycloak;
  private final String realm;

  private BlockingKeycloak(Keycloak keycloak, String realm) {
    this.keycloak = keycloak;
    this.realm = realm;
  }

  /**
   * Opens no connection yet.
   *
   * @param adminRealm realm at which the service signs in with client credentials
   * @param realm realm that the calls are about
   */
  static BlockingKeycloak open(
      URI server, String adminRealm, String clientId, String clientSecret, String realm) {
    Client client =
        ClientBuilder.newBuilder()
            .connectTimeout(5, TimeUnit.SECONDS)
            .readTimeout(30, TimeUnit.SECONDS)
            .register(JacksonProvider.class, 100)
            .build();
    Keycloak keycloak =
        KeycloakBuilder.builder()
            .serverUrl(server.toString())
            .realm(adminRealm)
            .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
            .clientId(clientId)
            .clientSecret(clientSecret)
            .resteasyClient(client)
            .build();
    return new BlockingKeycloak(keycloak, realm);
  }

  @Override
  public void close() {
    keycloak.close();
  }

  String realmName() {
    return realm;
  }

  Optional<RealmRepresentation> realm() {
    try {
      return Optional.of(at().toRepresentation());
    } catch (NotFoundException absent) {
      return Optional.empty();
    }
  }

  void createRealm(RealmRepresentation wanted) {
    keycloak.realms().create(wanted);
  }

  void updateRealm(RealmRepresentation wanted) {
    at().update(wanted);
  }

  UPConfig userProfile() {
    return at().users().userProfile().getConfiguration();
  }

  void updateUserProfile(UPConfig wanted) {
    at().users().userProfile().update(wanted);
  }

  boolean hasFlow(String alias) {
    return at().flows().getFlows().stream().anyMatch(flow -> alias.equals(flow.getAlias()));
  }

  void createFlow(String alias, String description) {
    AuthenticationFlowRepresentation flow = new AuthenticationFlowRepresentation();
    flow.setAlias(alias);
    flow.setDescription(description);
    flow.setProviderId(FLOW_PROVIDER);
    flow.setTopLevel(true);
    flow.setBuiltIn(false);
    created(at().flows().createFlow(flow));
  }

  List<AuthenticationExecutionInfoRepresentation> executions(String flow) {
    return at().flows().getExecutions(flow);
  }

  void addExecution(String flow, String authenticator) {
    at().flows().addExecution(flow, Map.of("provider", authenticator));
  }

  void updateExecution(String flow, AuthenticationExecutionInfoRepresentation execution) {
    at().flows().updateExecutions(flow, execution);
  }

  void removeExecution(String id) {
    at().flows().removeExecution(id);
  }

  List<OrganizationRepresentation> organisations() {
    return pages((first, size) -> at().organizations().search(null, null, first, size, false));
  }

  String createOrganisation(OrganizationRepresentation wanted) {
    return created(at().organizations().create(wanted));
  }

  void updateOrganisation(String id, OrganizationRepresentation wanted) {
    done(at().organizations().get(id).update(wanted));
  }

  List<MemberRepresentation> members(String organisation) {
    return pages(
        (first, size) -> at().organizations().get(organisation).members().list(first, size));
  }

  List<GroupRepresentation> groupsOf(String organisation) {
    return pages(
        (first, size) ->
            at().organizations()
                .get(organisation)
                .groups()
                .getAll(null, null, null, first, size, true, false));
  }

  void removeGroup(String organisation, String group) {
    at().organizations().get(organisation).groups().group(group).delete();
  }

  void addMember(String organisation, String user) {
    done(at().organizations().get(organisation).members().addMember(user));
  }

  void removeMember(String organisation, String user) {
    done(at().organizations().get(organisation).members().member(user).delete());
  }

  List<IdentityProviderRepresentation> brokers() {
    return at().identityProviders().findAll();
  }

  void createBroker(IdentityProviderRepresentation wanted) {
    created(at().identityProviders().create(wanted));
  }

  void updateBroker(IdentityProviderRepresentation wanted) {
    at().identityProviders().get(wanted.getAlias()).update(wanted);
  }

  List<IdentityProviderMapperRepresentation> brokerMappers(String broker) {
    return at().identityProviders().get(broker).getMappers();
  }

  void removeBrokerMapper(String broker, String mapper) {
    at().identityProviders().get(broker).delete(mapper);
  }

  void linkBroker(String organisation, String broker) {
    done(at().organizations().get(organisation).identityProviders().addIdentityProvider(broker));
  }

  void unlinkBroker(String organisation, String broker) {
    done(at().organizations().get(organisation).identityProviders().get(broker).delete());
  }

  /** All clients with their mappers, scopes and secrets. */
  List<ClientRepresentation> clients() {
    return at().clients().findAll();
  }

  String createClient(ClientRepresentation wanted) {
    return created(at().clients().create(wanted));
  }

  void updateClient(String id, ClientRepresentation wanted) {
    at().clients().get(id).update(wanted);
  }

  ClientRepresentation client(String id) {
    return at().clients().get(id).toRepresentation();
  }

  BlockingMappers mappersOfClient(String id) {
    return new BlockingMappers(at().clients().get(id).getProtocolMappers());
  }

  BlockingMappers mappersOfScope(String id) {
    return new BlockingMappers(at().clientScopes().get(id).getProtocolMappers());
  }

  List<ClientScopeRepresentation> scopes() {
    return at().clientScopes().findAll();
  }

  String createScope(ClientScopeRepresentation wanted) {
    return created(at().clientScopes().create(wanted));
  }

  void updateScope(String id, ClientScopeRepresentation wanted) {
    at().clientScopes().get(id).update(wanted);
  }

  void attachScope(String client, String scope) {
    at().clients().get(client).addDefaultClientScope(scope);
  }

  void detachDefaultScope(String client, String scope) {
    at().clients().get(client).removeDefaultClientScope(scope);
  }

  void detachOptionalScope(String client, String scope) {
    at().clients().get(client).removeOptionalClientScope(scope);
  }

  BlockingRoleMappings scopeOfClient(String id) {
    return new BlockingRoleMappings(at().clients().get(id).getScopeMappings());
  }

  BlockingRoleMappings scopeOfScope(String id) {
    return new BlockingRoleMappings(at().clientScopes().get(id).getScopeMappings());
  }

  BlockingRoleMappings rolesOfUser(String id) {
    return new BlockingRoleMappings(at().users().get(id).roles());
  }

  BlockingRoleMappings rolesOfGroup(String id) {
    return new BlockingRoleMappings(at().groups().group(id).roles());
  }

  List<RoleRepresentation> realmRoles() {
    return pages((first, size) -> at().roles().list(first, size));
  }

  List<RoleRepresentation> clientRoles(String client) {
    return pages((first, size) -> at().clients().get(client).roles().list(first, size));
  }

  void createClientRole(String client, RoleRepresentation role) {
    at().clients().get(client).roles().create(role);
  }

  Set<RoleRepresentation> composites(String role) {
    return at().rolesById().getRoleComposites(role);
  }

  void removeComposites(String role, List<RoleRepresentation> parts) {
    at().rolesById().deleteComposites(role, parts);
  }

  List<UserRepresentation> holders(String client, String role) {
    return pages(
        (first, size) -> at().clients().get(client).roles().get(role).getUserMembers(first, size));
  }

  boolean hasGroups() {
    return !at().groups().groups(0, 1).isEmpty();
  }

  List<GroupRepresentation> groupHolders(String client, String role) {
    return pages(
        (first, size) ->
            List.copyOf(
                at().clients().get(client).roles().get(role).getRoleGroupMembers(first, size)));
  }

  /** All people with their attributes; service accounts are not among them. */
  List<UserRepresentation> people() {
    return pages((first, size) -> at().users().search(null, first, size, false));
  }

  String createPerson(UserRepresentation wanted) {
    return created(at().users().create(wanted));
  }

  void updatePerson(String id, UserRepresentation wanted) {
    at().users().get(id).update(wanted);
  }

  void endSessions(String user) {
    at().users().get(user).logout();
  }

  List<CredentialRepresentation> credentials(String user) {
    return at().users().get(user).credentials();
  }

  void removeCredential(String user, String credential) {
    at().users().get(user).removeCredential(credential);
  }

  List<FederatedIdentityRepresentation> links(String user) {
    return at().users().get(user).getFederatedIdentity();
  }

  void addLink(String user, FederatedIdentityRepresentation link) {
    done(at().users().get(user).addFederatedIdentity(link.getIdentityProvider(), link));
  }

  void removeLink(String user, String broker) {
    at().users().get(user).removeFederatedIdentity(broker);
  }

  /** Returns the user that stands for a client which signs in by itself. */
  String serviceAccount(String clientId) {
    String client = at().clients().findByClientId(clientId).getFirst().getId();
    return at().clients().get(client).getServiceAccountUser().getId();
  }

  private RealmResource at() {
    return keycloak.realm(realm);
  }

  private static <T> List<T> pages(BiFunction<Integer, Integer, List<T>> page) {
    List<T> all = new ArrayList<>();
    List<T> read;
    do {
      read = page.apply(all.size(), PAGE);
      all.addAll(read);
    } while (read.size() == PAGE);
    return all;
  }

  private static void done(Response response) {
    created(response);
  }

  static String created(Response response) {
    try (response) {
      if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
        throw new WebApplicationException(response.getStatus());
      }
      URI location = response.getLocation();
      return location == null ? "" : location.getPath().replaceAll(".*/", "");
    }
  }
}
