package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.Problem;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks, at the release of an edition, whether its parent still stands and still lets it be. */
@Component
class Lineage {

  private final Descent descent;
  private final AlertChanges changes;
  private final Bounds bounds;

  Lineage(Descent descent, AlertChanges changes, Bounds bounds) {
    this.descent = descent;
    this.changes = changes;
    this.bounds = bounds;
  }

  /**
   * What stands against the release of an edition; empty for anything else. Whoever takes the
   * parent back from now on waits for the transaction that stands.
   *
   * @param next what the release would give
   */
  Mono<Problem> refusal(Caller caller, Work work, Alert.Draft draft, StixAlert next) {
    return Mono.justOrEmpty(draft.derivedFrom())
        .flatMap(parent -> refusal(caller, work, draft, parent, next));
  }

  private Mono<Problem> refusal(
      Caller caller, Work work, Alert.Draft draft, String parent, StixAlert next) {
    return descent
        .hold(parent)
        .then(Mono.defer(() -> changes.revoked(parent)))
        .flatMap(
            gone ->
                gone
                    ? Mono.just(Bounds.gone())
                    : bounds.refusal(
                        caller,
                        work,
                        parent,
                        draft.controller(),
                        next.tlp(),
                        Set.copyOf(next.audience())));
  }
}
