package eu.portsalliance.identity.keycloak;

import eu.portsalliance.identity.IdentityProperties;
import eu.portsalliance.identity.desired.DesiredState;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the realm match, from beginning to end, in the calling thread. It belongs on the scheduler
 * of the reconciliation.
 */
public final class BlockingMatcher {

  private static final Logger LOG = LoggerFactory.getLogger(BlockingMatcher.class);

  private final IdentityProperties properties;

  public BlockingMatcher(IdentityProperties properties) {
    this.properties = properties;
  }

  /**
   * Matches once. A part that fails does not keep the parts after it from being matched: a broker
   * that Keycloak refuses must not leave somebody a role whose grant has ended.
   *
   * @param now decides which grants are in force
   * @return what was changed, also before a failure, and the first failure
   */
  public Matching match(DesiredState state, Instant now) {
    Changes changes = new Changes();
    List<String> failures = new ArrayList<>();
    try (BlockingKeycloak keycloak =
        BlockingKeycloak.open(
            properties.keycloak(),
            properties.adminRealm(),
            properties.clientId(),
            properties.clientSecret(),
            state.realm())) {
      new RealmMatcher(keycloak, changes).match();
      ClientRoles roles = new ClientMatcher(keycloak, changes).match(state);
      part("members", failures, () -> members(keycloak, changes, state));
      new GrantMatcher(keycloak, changes, roles).match(state, now);
    } catch (RuntimeException broken) {
      LOG.debug("Matching ended early", broken);
      failures.add(sentence(broken));
    }
    return new Matching(changes.sentences(), failures.stream().findFirst());
  }

  private void members(BlockingKeycloak keycloak, Changes changes, DesiredState state) {
    Map<String, String> organisations =
        new OrganisationMatcher(keycloak, changes).match(state.organisations());
    brokers(keycloak, changes).match(state.brokers(), organisations, domains(state));
    new PeopleMatcher(keycloak, changes).match(state.people(), organisations);
  }

  private void part(String name, List<String> failures, Runnable matching) {
    try {
      matching.run();
    } catch (WebApplicationException | IllegalStateException | NullPointerException broken) {
      LOG.debug("Matching of {} ended early", name, broken);
      failures.add(name + ": " + sentence(broken));
    }
  }

  private BrokerMatcher brokers(BlockingKeycloak keycloak, Changes changes) {
    return new BrokerMatcher(
        keycloak,
        changes,
        new SecretMark(properties.clientSecret()),
        properties.keycloak() + "/realms/" + keycloak.realmName());
  }

  private static Map<String, String> domains(DesiredState state) {
    return state.organisations().stream()
        .collect(
            Collectors.toMap(DesiredState.Organisation::alias, DesiredState.Organisation::domain));
  }

  /** Says what kind of failure it was; messages of the library may quote what was sent. */
  private String sentence(RuntimeException broken) {
    boolean away = false;
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof WebApplicationException refused) {
        return "Keycloak answered %d: the change was not taken."
            .formatted(refused.getResponse().getStatus());
      }
      away |= cause instanceof ProcessingException;
    }
    return away
        ? "Keycloak does not answer at %s.".formatted(properties.keycloak())
        : "Matching failed (%s).".formatted(broken.getClass().getSimpleName());
  }
}
