package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks, at the release of an edition, whether its line still stands and still lets it be. */
@Component
class Lineage {

  private final Descent descent;
  private final Alerts alerts;
  private final AlertChanges changes;
  private final Bounds bounds;

  Lineage(Descent descent, Alerts alerts, AlertChanges changes, Bounds bounds) {
    this.descent = descent;
    this.alerts = alerts;
    this.changes = changes;
    this.bounds = bounds;
  }

  /**
   * What stands against the release of an edition; empty for anything else. Whoever takes one of
   * its line back or amends it from now on waits for the transaction that stands.
   *
   * @param next what the release would give
   */
  Mono<Problem> refusal(Caller caller, Work work, Alert.Draft draft, StixAlert next) {
    return Mono.justOrEmpty(draft.derivedFrom())
        .flatMap(parent -> refusal(caller, work, draft, parent, next));
  }

  private Mono<Problem> refusal(
      Caller caller, Work work, Alert.Draft draft, String parent, StixAlert next) {
    return alerts
        .line(parent, draft.controller())
        .flatMap(
            line ->
                descent
                    .hold(line)
                    .then(Mono.defer(() -> changes.revoked(parent)))
                    .flatMap(
                        gone ->
                            gone
                                ? Mono.just(Bounds.gone())
                                : bounds
                                    .refusal(caller, work, line, Bounds.Edition.of(next))
                                    .switchIfEmpty(
                                        Mono.defer(() -> bounds.unaccepted(draft, parent)))));
  }
}
