package eu.portsalliance.identity.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Each test begins at a realm that is as wanted, and leaves it so or is mended by the next. */
class MatchingTest {

  private static final Realm REALM = new Realm();

  @BeforeEach
  void theRealmIsAsWanted() {
    assertThat(REALM.match().failure()).isEmpty();
  }

  @AfterAll
  static void close() {
    REALM.close();
  }

  @Test
  void the_first_run_makes_everything_and_the_second_changes_nothing() {
    try (Realm realm = new Realm()) {
      Matching first = realm.match();
      Matching second = realm.match();

      assertThat(first.failure()).isEmpty();
      assertThat(first.changes())
          .contains(
              "made realm " + realm.state.realm(),
              "made client portal-nlrtm",
              "made client pcs-nlrtm",
              "made organisation de-customs",
              "made broker de-customs",
              "made person be-analyst",
              "granted intel-analyst at port-beanr to be-analyst",
              "granted port-integrator at port-nlrtm to service-account-pcs-nlrtm");
      assertThat(String.join("\n", first.changes())).doesNotContain("-secret");
      assertThat(second).isEqualTo(new Matching(List.of(), Optional.empty()));
    }
  }

  @Test
  void a_grant_is_withdrawn_at_its_end_and_comes_back_when_renewed() {
    Matching after = REALM.match(Instant.parse("2027-06-30T22:00:00Z"));
    assertThat(after.changes())
        .containsExactlyInAnyOrder(
            "withdrew intel-analyst at port-beanr from be-analyst",
            "withdrew intel-officer at port-beanr from be-liaison",
            "withdrew intel-reader at port-nlrtm from be-liaison",
            "withdrew intel-officer at port-deham from de-officer",
            "withdrew coordinator at alliance from be-coordinator");
    assertThat(REALM.match().changes()).hasSize(5).allMatch(c -> c.startsWith("granted "));
  }

  @Test
  void roles_that_somebody_granted_by_hand_are_withdrawn_however_they_were_granted() {
    String port = REALM.clientId("port-nlrtm");
    RoleRepresentation officer =
        REALM.client("port-nlrtm").roles().get("intel-officer").toRepresentation();
    REALM.user("be-analyst").roles().clientLevel(port).add(List.of(officer));
    RoleRepresentation admin =
        REALM.client("realm-management").roles().get("realm-admin").toRepresentation();
    REALM
        .user("be-analyst")
        .roles()
        .clientLevel(REALM.clientId("realm-management"))
        .add(List.of(admin));
    GroupRepresentation group = new GroupRepresentation();
    group.setName("friends");
    REALM.realm().groups().add(group).close();
    String groupId = REALM.realm().groups().groups().getFirst().getId();
    REALM.realm().groups().group(groupId).roles().clientLevel(port).add(List.of(officer));
    var groups = REALM.realm().organizations().get(organisation("de-customs")).groups();
    group.setName("insiders");
    groups.addTopLevelGroup(group).close();
    String insiders = groups.getAll(null, null, null, 0, 10, true, false).getFirst().getId();
    groups.group(insiders).roles().clientLevel(port).add(List.of(officer));
    REALM.realm().roles().create(new RoleRepresentation("harmless", "", false));
    REALM.realm().roles().get("harmless").addComposites(List.of(officer));
    REALM.client("port-nlrtm").roles().get("intel-reader").addComposites(List.of(officer));

    Matching matching = REALM.match();

    assertThat(matching.failure()).isEmpty();
    assertThat(matching.changes())
        .containsExactlyInAnyOrder(
            "withdrew intel-officer at port-nlrtm from be-analyst",
            "withdrew realm-admin at realm-management from be-analyst",
            "withdrew intel-officer at port-nlrtm from the group /friends",
            "removed group insiders of organisation de-customs",
            "removed managed roles from within the role harmless",
            "removed roles within the role intel-reader of port-nlrtm");
    assertThat(REALM.match().changes()).isEmpty();
  }

  @Test
  void a_client_that_somebody_loosened_is_put_back() {
    ClientRepresentation loose = REALM.client("portal-nlrtm").toRepresentation();
    loose.setRedirectUris(
        List.of("http://localhost:8101/login/oauth2/code/alliance", "http://evil.example/*"));
    loose.setFullScopeAllowed(true);
    loose.setDirectAccessGrantsEnabled(true);
    loose.setSecret("known to the attacker");
    loose.getAttributes().put("pkce.code.challenge.method", "");
    loose.getAttributes().put("standard.token.exchange.enabled", "true");
    loose.getAttributes().put("client.use.lightweight.access.token.enabled", "true");
    REALM.client("portal-nlrtm").update(loose);
    REALM
        .client("portal-nlrtm")
        .getScopeMappings()
        .clientLevel(REALM.clientId("port-beanr"))
        .add(List.of(REALM.client("port-beanr").roles().get("intel-officer").toRepresentation()));
    REALM.client("portal-nlrtm").getProtocolMappers().createMapper(anyRole()).close();
    String scope =
        REALM.realm().clientScopes().findAll().stream()
            .filter(s -> s.getName().equals("roles"))
            .findFirst()
            .orElseThrow()
            .getId();
    REALM.client("portal-nlrtm").addDefaultClientScope(scope);

    Matching matching = REALM.match();

    assertThat(matching.failure()).isEmpty();
    assertThat(matching.changes())
        .anyMatch(
            change ->
                change.startsWith("put back client portal-nlrtm: ")
                    && change.contains("redirectUris")
                    && change.contains("fullScopeAllowed")
                    && change.contains("directAccessGrantsEnabled")
                    && change.contains("secret")
                    && change.contains("pkce.code.challenge.method")
                    && change.contains("standard.token.exchange.enabled")
                    && change.contains("client.use.lightweight.access.token.enabled"))
        .contains(
            "removed mapper any role of client portal-nlrtm",
            "removed roles intel-officer of port-beanr from the scope of client portal-nlrtm",
            "put back client portal-nlrtm: client scopes")
        .hasSize(4)
        .noneMatch(change -> change.contains("attacker"));
    ClientRepresentation now = REALM.client("portal-nlrtm").toRepresentation();
    assertThat(now.getRedirectUris())
        .containsExactly("http://localhost:8101/login/oauth2/code/alliance");
    assertThat(now.getAttributes())
        .doesNotContainKey("client.use.lightweight.access.token.enabled");
    assertThat(REALM.match().changes()).isEmpty();
  }

  @Test
  void what_nobody_wants_is_disabled_and_what_was_bent_is_put_back() {
    ClientRepresentation rogue = new ClientRepresentation();
    rogue.setClientId("rogue");
    rogue.setProtocolMappers(List.of(anyRole()));
    REALM.realm().clients().create(rogue).close();
    UserRepresentation ghost = new UserRepresentation();
    ghost.setUsername("ghost");
    ghost.setEnabled(true);
    REALM.realm().users().create(ghost).close();
    CredentialRepresentation password = new CredentialRepresentation();
    password.setType("password");
    password.setValue("set by hand");
    REALM.user("be-analyst").resetPassword(password);
    UserRepresentation analyst = REALM.user("be-analyst").toRepresentation();
    analyst.setAttributes(Map.of("person", List.of("be-federal-police:somebody-else")));
    REALM.user("be-analyst").update(analyst);
    RealmRepresentation open = new RealmRepresentation();
    open.setRegistrationAllowed(true);
    open.setAccessTokenLifespan(86_400);
    REALM.realm().update(open);
    var broker = REALM.realm().identityProviders().get("de-customs").toRepresentation();
    broker.getConfig().put("validateSignature", "false");
    broker.setFirstBrokerLoginFlowAlias("first broker login");
    REALM.realm().identityProviders().get("de-customs").update(broker);

    Matching matching = REALM.match();

    assertThat(matching.failure()).isEmpty();
    assertThat(matching.changes())
        .containsExactlyInAnyOrder(
            "put back realm " + REALM.state.realm() + ": accessTokenLifespan, registrationAllowed",
            "disabled client rogue, which is not wanted",
            "put back broker de-customs: config.validateSignature, firstBrokerLoginFlowAlias",
            "put back person be-analyst: attributes.person",
            "removed a password of person be-analyst",
            "disabled person ghost, who is not wanted");
    assertThat(REALM.match().changes()).isEmpty();
  }

  @Test
  void a_change_of_the_file_changes_what_it_names_and_nothing_else() {

    Matching matching =
        REALM.match(
            text ->
                text.replace("agency-be-secret", "agency-be-secret-2")
                    .replace("http://localhost:8103", "https://deham.example")
                    .replace("facilities: [RWG, EMX]", "facilities: [RWG]")
                    .replace(
                        "{username: be-liaison, at: NLRTM, roles: [intel-reader]",
                        "{username: be-liaison, at: NLRTM, roles: [auditor]"));

    assertThat(Set.copyOf(matching.changes()))
        .isEqualTo(
            Set.of(
                "put back broker be-federal-police: config.allianceSecretMark",
                "put back client portal-deham: attributes.post.logout.redirect.uris,"
                    + " redirectUris",
                "removed mapper facilities of client pcs-nlrtm",
                "made mapper facilities of client pcs-nlrtm",
                "withdrew intel-reader at port-nlrtm from be-liaison",
                "granted auditor at port-nlrtm to be-liaison"));
  }

  private static String organisation(String alias) {
    return REALM.realm().organizations().list(0, 100).stream()
        .filter(organisation -> alias.equals(organisation.getAlias()))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  private static ProtocolMapperRepresentation anyRole() {
    ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
    mapper.setName("any role");
    mapper.setProtocol("openid-connect");
    mapper.setProtocolMapper("oidc-hardcoded-role-mapper");
    mapper.setConfig(Map.of("role", "port-nlrtm.intel-officer"));
    return mapper;
  }
}
