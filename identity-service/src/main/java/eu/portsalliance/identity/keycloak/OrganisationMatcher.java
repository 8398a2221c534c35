package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.desired.DesiredState.Organisation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;

/** The member organisations, as Keycloak Organizations with their domain and kind. */
final class OrganisationMatcher {

  private final BlockingKeycloak keycloak;
  private final Changes changes;

  OrganisationMatcher(BlockingKeycloak keycloak, Changes changes) {
    this.keycloak = keycloak;
    this.changes = changes;
  }

  /** Returns the id of each organisation in the realm by its alias, wanted or not. */
  Map<String, String> match(List<Organisation> wanted) {
    Map<String, OrganizationRepresentation> there = new HashMap<>();
    keycloak.organisations().forEach(o -> there.put(o.getAlias(), o));
    Map<String, String> ids = new HashMap<>();
    for (Organisation organisation : wanted) {
      OrganizationRepresentation current = there.remove(organisation.alias());
      ids.put(organisation.alias(), match(organisation, current));
    }
    there.values().forEach(unwanted -> ids.put(unwanted.getAlias(), disable(unwanted)));
    ids.forEach(this::withoutGroups);
    return ids;
  }

  private String match(Organisation organisation, @Nullable OrganizationRepresentation current) {
    OrganizationRepresentation wanted = representation(organisation);
    String thing = "organisation " + organisation.alias();
    if (current == null) {
      changes.made(thing);
      return keycloak.createOrganisation(wanted);
    }
    List<String> fields = Differences.of(current, wanted);
    if (!fields.isEmpty()) {
      keycloak.updateOrganisation(current.getId(), wanted);
      changes.putBack(thing, fields);
    }
    return current.getId();
  }

  /**
   * Groups of an organisation can carry roles, and Keycloak lists them neither among the groups of
   * the realm nor among the holders of a role: so there are none.
   */
  private void withoutGroups(String alias, String id) {
    for (GroupRepresentation group : keycloak.groupsOf(id)) {
      keycloak.removeGroup(id, group.getId());
      changes.removed("group " + group.getName() + " of organisation " + alias);
    }
  }

  private String disable(OrganizationRepresentation unwanted) {
    if (unwanted.isEnabled()) {
      unwanted.setEnabled(false);
      keycloak.updateOrganisation(unwanted.getId(), unwanted);
      changes.disabled("organisation " + unwanted.getAlias() + ", which is not wanted");
    }
    return unwanted.getId();
  }

  private static OrganizationRepresentation representation(Organisation organisation) {
    OrganizationRepresentation wanted = new OrganizationRepresentation();
    wanted.setName(organisation.name());
    wanted.setAlias(organisation.alias());
    wanted.setEnabled(true);
    wanted.addDomain(new OrganizationDomainRepresentation(organisation.domain()));
    wanted.setAttributes(Map.of("kind", List.of(organisation.kind())));
    return wanted;
  }
}
