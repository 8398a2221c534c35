package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The alert of which an edition was made, for whoever may read it and opened it: they look at it
 * when they are told what the edition gives away.
 */
@Component
class EditionParents {

  private final AlertViews views;
  private final AuditTrail audit;

  EditionParents(AlertViews views, AuditTrail audit) {
    this.views = views;
    this.audit = audit;
  }

  /** What a caller may read, once the look is recorded, and where its limits do not close it. */
  Mono<Optional<StixAlert>> opened(Caller caller, Work work, Mono<AlertViews.Shown> readable) {
    return readable
        .flatMap(shown -> views.open(shown, caller).filter(open -> open).map(_ -> shown))
        .flatMap(
            shown -> record(caller, work, shown).thenReturn(Optional.of(shown.object().alert())))
        .defaultIfEmpty(Optional.empty());
  }

  /** In the transaction that stands, if there is one: what is written on is compared by that. */
  private Mono<Void> record(Caller caller, Work work, AlertViews.Shown shown) {
    List<String> id = List.of(shown.object().id());
    return Flux.fromIterable(
            Consulted.rows(
                caller, work, "compare edition with alert", id, List.of(Consulted.of(shown))))
        .concatMap(audit::record)
        .then();
  }
}
