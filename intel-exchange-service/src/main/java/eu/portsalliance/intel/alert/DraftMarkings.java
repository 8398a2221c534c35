package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.directory.Members;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The markings of what is written here and not in the log, and what the policy says by them:
 * drafts, and next versions of what stands. It is marked as a release would mark it now, and who
 * wrote on it is named by that.
 */
final class DraftMarkings {

  private DraftMarkings() {}

  /** What the policy asks for with it; empty where it refuses. */
  static Optional<Set<Obligation>> obligations(
      Alert alert, Recipient recipient, Members members, Locode self) {
    return Policy.decide(markings(alert, members, self), recipient, Use.READ)
            instanceof Decision.Permitted permitted
        ? Optional.of(permitted.obligations())
        : Optional.empty();
  }

  /** As a release would mark it now, and with who wrote on it among the persons named. */
  static Markings markings(Alert alert, Members members, Locode self) {
    AlertContent content = alert.content();
    Set<String> persons = new HashSet<>(content.persons());
    persons.addAll(alert.writers());
    return new Markings(
        content.tlp(),
        Audiences.expand(content, members, self).organisations(),
        persons,
        content.handlingCode(),
        content.actionOn(),
        Optional.of(content.regime()),
        alert.controller(),
        self.value());
  }
}
