package eu.portsalliance.identity.keycloak;

import java.util.List;
import java.util.Optional;

/**
 * What came of one run.
 *
 * @param changes what was changed, in sentences; empty if all was as wanted
 * @param failure why the run did not get to its end, if so
 */
public record Matching(List<String> changes, Optional<String> failure) {

  public Matching {
    changes = List.copyOf(changes);
  }
}
