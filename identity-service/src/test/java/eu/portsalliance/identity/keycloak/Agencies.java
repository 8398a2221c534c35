package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Realms on the same Keycloak that stand in for the identity providers of two agencies. */
final class Agencies {

  /** What everybody's password at their agency is. */
  static final String PASSWORD = "an agency's password";

  private final Keycloak keycloak;
  private final String base;
  private final DesiredState state;

  Agencies(Keycloak keycloak, String base, DesiredState state) {
    this.keycloak = keycloak;
    this.base = base;
    this.state = state;
  }

  void belgianPolice() {
    ClientRepresentation client = client("ports-alliance", "be-federal-police");
    client.setSecret("agency-be-secret");
    client.setStandardFlowEnabled(true);
    create("agency-be", client, "be-federal-police");
  }

  void germanCustoms() {
    ClientRepresentation client = client(base + "/realms/" + state.realm(), "de-customs");
    client.setProtocol("saml");
    client.setAttributes(
        Map.of(
            "saml_name_id_format", "username",
            "saml_force_name_id_format", "true",
            "saml.assertion.signature", "true",
            "saml.server.signature", "true",
            "saml.signature.algorithm", "RSA_SHA256",
            "saml.client.signature", "false",
            "saml.force.post.binding", "true",
            "saml.authnstatement", "true"));
    create("agency-de", client, "de-customs");
  }

  private ClientRepresentation client(String id, String broker) {
    ClientRepresentation client = new ClientRepresentation();
    client.setClientId(id);
    client.setRedirectUris(
        List.of(base + "/realms/" + state.realm() + "/broker/" + broker + "/endpoint"));
    return client;
  }

  private void create(String name, ClientRepresentation client, String broker) {
    RealmRepresentation realm = new RealmRepresentation();
    realm.setRealm(state.realm() + "-" + name);
    realm.setEnabled(true);
    realm.setSslRequired("none");
    realm.setClients(List.of(client));
    realm.setUsers(
        Stream.concat(
                state.people().stream()
                    .filter(person -> person.broker().equals(broker))
                    .map(this::user),
                Stream.of(stranger()))
            .toList());
    keycloak.realms().create(realm);
  }

  private UserRepresentation user(DesiredState.Person person) {
    UserRepresentation user = login(person.brokerUsername());
    if (person.brokerUserId().contains("-0f7f-")) {
      user.setId(person.brokerUserId());
    }
    user.setEmail(person.email());
    return user;
  }

  /** Somebody whom the agency knows and the alliance does not. */
  private UserRepresentation stranger() {
    return login("stranger");
  }

  private static UserRepresentation login(String username) {
    UserRepresentation user = new UserRepresentation();
    user.setUsername(username);
    user.setEnabled(true);
    user.setFirstName("First");
    user.setLastName("Last");
    user.setEmail(username + "@agency.example");
    CredentialRepresentation password = new CredentialRepresentation();
    password.setType("password");
    password.setValue(PASSWORD);
    user.setCredentials(List.of(password));
    return user;
  }
}
