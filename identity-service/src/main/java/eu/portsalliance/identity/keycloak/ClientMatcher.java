package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState;
import eu.portsalliance.identity.desired.Roles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** The clients: owners of roles, gateways, machines. Any other client is disabled. */
final class ClientMatcher {

  /** Clients of Keycloak that its own administration needs. */
  private static final Set<String> BUILT_IN = Set.of("realm-management", "broker");

  /** Attributes that Keycloak writes itself. */
  private static final Set<String> KEPT = Set.of("client.secret.creation.time", "realm_client");

  private final BlockingKeycloak keycloak;
  private final Changes changes;
  private final Map<String, ClientRepresentation> there = new HashMap<>();
  private final Map<String, String> scopes;
  private final ClientRoles roles;

  ClientMatcher(BlockingKeycloak keycloak, Changes changes) {
    this.keycloak = keycloak;
    this.changes = changes;
    keycloak.clients().forEach(client -> there.put(client.getClientId(), client));
    this.scopes =
        keycloak.scopes().stream()
            .collect(
                Collectors.toMap(
                    ClientScopeRepresentation::getName, ClientScopeRepresentation::getId));
    this.roles = new ClientRoles(keycloak, changes);
  }

  /** Returns the roles of the managed clients, for grants. */
  ClientRoles match(DesiredState state) {
    WantedClient.owners(state).forEach(this::match);
    for (DesiredState.Port port : state.ports()) {
      match(
          WantedClient.portal(
              port.portal(),
              port.gatewayUrl(),
              port.portalSecret().value(),
              port.client(),
              Roles.ofPort()));
    }
    match(
        WantedClient.portal(
            "portal-alliance",
            state.alliancePortal().url(),
            state.alliancePortal().secret().value(),
            Roles.ALLIANCE,
            Roles.ofAlliance()));
    Map<String, String> clientOfPort =
        state.ports().stream()
            .collect(Collectors.toMap(DesiredState.Port::locode, DesiredState.Port::client));
    for (DesiredState.Machine machine : state.machines()) {
      match(
          WantedClient.machine(machine, Objects.requireNonNull(clientOfPort.get(machine.port()))));
    }
    there.values().stream()
        .filter(client -> !BUILT_IN.contains(client.getClientId()))
        .forEach(this::disable);
    ClientRepresentation management = there.get("realm-management");
    if (management != null) {
      roles.read(management.getClientId(), management.getId());
    }
    return roles;
  }

  private void match(WantedClient wanted) {
    ClientRepresentation current = there.remove(wanted.id());
    String thing = "client " + wanted.id();
    if (current == null) {
      current = create(wanted);
      changes.made(thing);
    } else {
      List<String> fields = differences(current, wanted.settings());
      if (!fields.isEmpty()) {
        keycloak.updateClient(current.getId(), wanted.settings());
        changes.putBack(thing, fields);
        current = keycloak.client(current.getId());
      }
      new MapperMatcher(changes)
          .match(
              thing,
              keycloak.mappersOfClient(current.getId()),
              current.getProtocolMappers(),
              wanted.mappers());
      attachedScopes(current, wanted);
    }
    roles.match(wanted.id(), current.getId(), wanted.ownRoles());
    scopeMappings(thing, current.getId(), wanted);
  }

  private ClientRepresentation create(WantedClient wanted) {
    ClientRepresentation settings = wanted.settings();
    settings.setProtocolMappers(wanted.mappers());
    settings.setDefaultClientScopes(wantedScopes(wanted));
    settings.setOptionalClientScopes(List.of());
    ClientRepresentation made = keycloak.client(keycloak.createClient(settings));
    detach(made, wanted);
    return made;
  }

  /** Keycloak removes an attribute whose value is empty, so what is not wanted is wanted empty. */
  private static List<String> differences(
      ClientRepresentation current, ClientRepresentation wanted) {
    Map<String, String> attributes = wanted.getAttributes();
    Map<String, String> has =
        new HashMap<>(current.getAttributes() == null ? Map.of() : current.getAttributes());
    has.keySet().removeAll(KEPT);
    List<String> fields =
        new ArrayList<>(Differences.ofMaps(has, Map.copyOf(attributes), "attributes."));
    has.keySet().forEach(key -> attributes.putIfAbsent(key, ""));
    fields.addAll(
        Differences.of(current, wanted).stream()
            .filter(field -> !field.startsWith("attributes."))
            .toList());
    Map<String, String> flows = current.getAuthenticationFlowBindingOverrides();
    if (flows != null && flows.values().stream().anyMatch(flow -> !flow.isEmpty())) {
      Map<String, String> none = new HashMap<>();
      flows.keySet().forEach(key -> none.put(key, ""));
      wanted.setAuthenticationFlowBindingOverrides(none);
      fields.add("authenticationFlowBindingOverrides");
    }
    return fields;
  }

  private void attachedScopes(ClientRepresentation current, WantedClient wanted) {
    if (!Objects.requireNonNullElse(current.getDefaultClientScopes(), List.of())
        .containsAll(wantedScopes(wanted))) {
      keycloak.attachScope(
          current.getId(), Objects.requireNonNull(scopes.get(RealmMatcher.ORGANISATION_SCOPE)));
      changes.putBack("client " + wanted.id(), List.of("scope organization"));
    }
    if (detach(current, wanted)) {
      changes.putBack("client " + wanted.id(), List.of("client scopes"));
    }
  }

  /** Other scopes bring claims and audiences that a token for one port must not have. */
  private boolean detach(ClientRepresentation current, WantedClient wanted) {
    Set<String> extra = new HashSet<>(attached(current.getDefaultClientScopes()));
    wantedScopes(wanted).forEach(extra::remove);
    Set<String> optional = new HashSet<>(attached(current.getOptionalClientScopes()));
    for (String scope : extra) {
      keycloak.detachDefaultScope(current.getId(), Objects.requireNonNull(scopes.get(scope)));
    }
    for (String scope : optional) {
      keycloak.detachOptionalScope(current.getId(), Objects.requireNonNull(scopes.get(scope)));
    }
    return !extra.isEmpty() || !optional.isEmpty();
  }

  private static List<String> attached(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  private static List<String> wantedScopes(WantedClient wanted) {
    return wanted.organisationScope() ? List.of(RealmMatcher.ORGANISATION_SCOPE) : List.of();
  }

  private void scopeMappings(String thing, String id, WantedClient wanted) {
    List<RoleRepresentation> within =
        wanted.scope().isEmpty() ? List.of() : roles.of(wanted.scope(), wanted.scopeRoles());
    String owner = wanted.scope().isEmpty() ? "" : roles.clientId(wanted.scope());
    new ScopeMatcher(changes).match(thing, keycloak.scopeOfClient(id), owner, within);
  }

  private void disable(ClientRepresentation unwanted) {
    if (unwanted.isEnabled()) {
      ClientRepresentation disabled = new ClientRepresentation();
      disabled.setClientId(unwanted.getClientId());
      disabled.setEnabled(false);
      keycloak.updateClient(unwanted.getId(), disabled);
      changes.disabled("client " + unwanted.getClientId() + ", which is not wanted");
    }
  }
}
