package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes editions of an alert for others: drafts of their own, with what they still give away. */
@Component
class Editions {

  private final Drafting drafting;
  private final Readings readings;
  private final AlertViews views;
  private final AlertChanges changes;

  Editions(Drafting drafting, Readings readings, AlertViews views, AlertChanges changes) {
    this.drafting = drafting;
    this.readings = readings;
    this.views = views;
    this.changes = changes;
  }

  /** The draft of an edition and what in it gives away something of its parent. */
  record Edition(AlertView alert, List<AlertView.Give> gives) {}

  Mono<ResponseEntity<?>> write(Caller caller, Work work, String parent, DraftRequest request) {
    return changes
        .revoked(parent)
        .filter(gone -> !gone)
        .flatMap(_ -> readings.shown(caller, work, parent))
        .flatMap(
            shown ->
                views
                    .open(shown, caller)
                    .flatMap(
                        open ->
                            open
                                ? drafting.derive(caller, work, request, parent, Editions::created)
                                : Mono.error(Attaching::sealed)))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private static ResponseEntity<?> created(AlertView draft) {
    return ResponseEntity.created(URI.create("/api/intel/alerts/" + draft.id()))
        .body(new Edition(draft, Objects.requireNonNullElse(draft.gives(), List.of())));
  }
}
