package eu.portsalliance.identity.keycloak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.representations.idm.AuthenticationExecutionInfoRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;

/** The realm itself: settings, profile of people, sign-in of strangers, scope of organisations. */
final class RealmMatcher {

  /** Flow that a broker leads to when nobody here is linked with who signed in. */
  static final String STRANGERS = "strangers are denied";

  /** The client scope that brings the organisation into tokens. */
  static final String ORGANISATION_SCOPE = "organization";

  private static final String DENY = "deny-access-authenticator";

  private final BlockingKeycloak keycloak;
  private final Changes changes;

  RealmMatcher(BlockingKeycloak keycloak, Changes changes) {
    this.keycloak = keycloak;
    this.changes = changes;
  }

  void match() {
    RealmRepresentation wanted = wanted();
    RealmRepresentation current = keycloak.realm().orElse(null);
    if (current == null) {
      keycloak.createRealm(wanted);
      changes.made("realm " + keycloak.realmName());
    } else {
      List<String> fields = Differences.of(current, wanted);
      if (!fields.isEmpty()) {
        keycloak.updateRealm(wanted);
        changes.putBack("realm " + keycloak.realmName(), fields);
      }
    }
    profile();
    strangers();
    organisationScope();
    defaultRole();
  }

  private RealmRepresentation wanted() {
    RealmRepresentation realm = new RealmRepresentation();
    realm.setRealm(keycloak.realmName());
    realm.setEnabled(true);
    realm.setDisplayName("European Ports Alliance");
    realm.setSslRequired("external");
    realm.setOrganizationsEnabled(true);
    realm.setRegistrationAllowed(false);
    realm.setRegistrationEmailAsUsername(false);
    realm.setRememberMe(false);
    realm.setResetPasswordAllowed(false);
    realm.setEditUsernameAllowed(false);
    realm.setLoginWithEmailAllowed(false);
    realm.setDuplicateEmailsAllowed(false);
    realm.setVerifyEmail(false);
    realm.setUserManagedAccessAllowed(false);
    realm.setBruteForceProtected(true);
    realm.setPermanentLockout(false);
    realm.setFailureFactor(10);
    realm.setAccessTokenLifespan(seconds(Duration.ofMinutes(5)));
    realm.setAccessTokenLifespanForImplicitFlow(seconds(Duration.ofMinutes(5)));
    realm.setSsoSessionIdleTimeout(seconds(Duration.ofMinutes(30)));
    realm.setSsoSessionMaxLifespan(seconds(Duration.ofHours(10)));
    realm.setOfflineSessionMaxLifespanEnabled(true);
    realm.setOfflineSessionMaxLifespan(seconds(Duration.ofHours(10)));
    realm.setDefaultSignatureAlgorithm("RS256");
    realm.setBrowserFlow("browser");
    realm.setDirectGrantFlow("direct grant");
    realm.setClientAuthenticationFlow("clients");
    realm.setInternationalizationEnabled(true);
    realm.setSupportedLocales(Set.of("en", "nl", "fr", "de"));
    realm.setDefaultLocale("en");
    events(realm);
    return realm;
  }

  private static void events(RealmRepresentation realm) {
    realm.setEventsEnabled(true);
    realm.setEventsExpiration(Duration.ofDays(90).toSeconds());
    realm.setEventsListeners(List.of("jboss-logging"));
    realm.setAdminEventsEnabled(true);
    realm.setAdminEventsDetailsEnabled(true);
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }

  /**
   * Who somebody is comes from their agency and from the desired state: nobody edits themselves.
   */
  private void profile() {
    UPConfig wanted = new UPConfig();
    wanted.setAttributes(
        new ArrayList<>(
            List.of(
                attribute("username", Map.of("length", Map.of("min", 3, "max", 255))),
                attribute("email", Map.of("email", Map.of(), "length", Map.of("max", 255))),
                attribute("firstName", Map.of("length", Map.of("max", 255))),
                attribute("lastName", Map.of("length", Map.of("max", 255))),
                attribute("person", Map.of("length", Map.of("max", 255))))));
    wanted.setGroups(List.of());
    UPConfig current = keycloak.userProfile();
    List<String> fields = new ArrayList<>(Differences.of(current, wanted));
    if (current.getUnmanagedAttributePolicy() != null) {
      fields.add("unmanagedAttributePolicy");
    }
    if (!fields.isEmpty()) {
      keycloak.updateUserProfile(wanted);
      changes.putBack("profile of people", fields);
    }
  }

  private static UPAttribute attribute(String name, Map<String, Map<String, Object>> validations) {
    UPAttribute attribute =
        new UPAttribute(name, new UPAttributePermissions(Set.of("admin"), Set.of("admin")));
    attribute.setValidations(validations);
    attribute.setMultivalued(false);
    return attribute;
  }

  /** Signing in makes nobody a member: whom the desired state does not link is denied. */
  private void strangers() {
    if (!keycloak.hasFlow(STRANGERS)) {
      keycloak.createFlow(STRANGERS, "Denies people whom the desired state does not name");
      changes.made("flow " + STRANGERS);
    }
    List<AuthenticationExecutionInfoRepresentation> executions = keycloak.executions(STRANGERS);
    if (executions.size() == 1 && denies(executions.getFirst())) {
      return;
    }
    executions.forEach(execution -> keycloak.removeExecution(execution.getId()));
    keycloak.addExecution(STRANGERS, DENY);
    AuthenticationExecutionInfoRepresentation deny = keycloak.executions(STRANGERS).getFirst();
    deny.setRequirement("REQUIRED");
    keycloak.updateExecution(STRANGERS, deny);
    changes.putBack("flow " + STRANGERS, List.of("executions"));
  }

  private static boolean denies(AuthenticationExecutionInfoRepresentation execution) {
    return DENY.equals(execution.getProviderId()) && "REQUIRED".equals(execution.getRequirement());
  }

  private void organisationScope() {
    ClientScopeRepresentation wanted = new ClientScopeRepresentation();
    wanted.setName(ORGANISATION_SCOPE);
    wanted.setProtocol("openid-connect");
    wanted.setAttributes(Map.of("include.in.token.scope", "true"));
    ClientScopeRepresentation current =
        keycloak.scopes().stream()
            .filter(scope -> ORGANISATION_SCOPE.equals(scope.getName()))
            .findFirst()
            .orElse(null);
    String id;
    if (current == null) {
      id = keycloak.createScope(wanted);
      changes.made("client scope " + ORGANISATION_SCOPE);
    } else {
      id = current.getId();
      List<String> fields = Differences.of(current, wanted);
      if (!fields.isEmpty()) {
        keycloak.updateScope(id, wanted);
        changes.putBack("client scope " + ORGANISATION_SCOPE, fields);
      }
    }
    new MapperMatcher(changes)
        .match(
            "client scope " + ORGANISATION_SCOPE,
            keycloak.mappersOfScope(id),
            current == null ? List.of() : current.getProtocolMappers(),
            List.of(Mappers.organisation()));
    new ScopeMatcher(changes)
        .match("client scope " + ORGANISATION_SCOPE, keycloak.scopeOfScope(id), "", List.of());
  }

  /** What everybody gets by default is nothing. */
  private void defaultRole() {
    keycloak
        .realm()
        .map(RealmRepresentation::getDefaultRole)
        .ifPresent(
            role -> {
              var parts = List.copyOf(keycloak.composites(role.getId()));
              if (!parts.isEmpty()) {
                keycloak.removeComposites(role.getId(), parts);
                changes.removed("roles that everybody had by default");
              }
            });
  }
}
