package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes editions of an alert for others: drafts of their own, with what they still give away. */
@Component
class Editions {

  private final Drafting drafting;
  private final Readings readings;
  private final AlertChanges changes;

  Editions(Drafting drafting, Readings readings, AlertChanges changes) {
    this.drafting = drafting;
    this.readings = readings;
    this.changes = changes;
  }

  /** The draft of an edition and what in it gives away something of its parent. */
  record Edition(AlertView alert, List<GivenAway.Give> gives) {}

  Mono<ResponseEntity<?>> write(Caller caller, Work work, String parent, DraftRequest request) {
    return changes
        .revoked(Optional.of(parent))
        .filter(gone -> !gone)
        .flatMap(_ -> readings.shown(caller, work, parent))
        .flatMap(shown -> derive(caller, work, shown.object().alert(), request))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private Mono<ResponseEntity<?>> derive(
      Caller caller, Work work, StixAlert parent, DraftRequest request) {
    boolean permitted =
        readings
            .recipient(caller, work)
            .filter(recipient -> Policy.decide(parent.markings(), recipient, Use.DERIVE).permits())
            .isPresent();
    if (!permitted) {
      return Releases.refused(
          ProblemType.FORBIDDEN,
          "Its marking lets nobody but its controller write editions of it.");
    }
    return drafting.derive(
        caller,
        work,
        request,
        parent.id(),
        draft ->
            ResponseEntity.created(URI.create("/api/intel/alerts/" + draft.id()))
                .body(new Edition(draft, GivenAway.by(draft, parent))));
  }
}
