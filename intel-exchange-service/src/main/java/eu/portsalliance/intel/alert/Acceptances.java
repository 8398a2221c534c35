package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** People accept the limits of an alert (H3), each for the version that was shown to them. */
@Component
class Acceptances {

  private final DatabaseClient database;
  private final Readings readings;
  private final AlertViews views;
  private final AuditTrail audit;
  private final Clock clock;

  Acceptances(
      DatabaseClient database, Readings readings, AlertViews views, AuditTrail audit, Clock clock) {
    this.database = database;
    this.readings = readings;
    this.views = views;
    this.audit = audit;
    this.clock = clock;
  }

  /** Keeps that the caller accepted these words, and opens the content; again changes nothing. */
  Mono<ResponseEntity<?>> accept(Caller caller, Work work, String id, String limits) {
    return readings
        .shown(caller, work, id)
        .<ResponseEntity<?>>flatMap(shown -> accept(caller, work, shown, limits))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private Mono<ResponseEntity<?>> accept(
      Caller caller, Work work, AlertViews.Shown shown, String limits) {
    if (!shown.obligations().contains(Obligation.ACCEPT_LIMITS)) {
      return Releases.refused(ProblemType.CONFLICT, "It has no limits that you would accept.");
    }
    StoredObject object = shown.object();
    if (!object.alert().details().limits().orElse("").equals(limits)) {
      return Mono.just(
          Problem.of(
                  ProblemType.STALE_VERSION,
                  "Its limits are not the ones that you were shown: read it again.")
              .response());
    }
    return insert(caller, object, limits)
        .then(
            audit.record(
                AuditEntry.of(
                    AuditEntry.Act.CONSULTATION,
                    caller,
                    work,
                    "accept limits and read alert",
                    List.of(object.id()))))
        .then(Mono.defer(() -> views.released(List.of(shown), caller)))
        .map(view -> ResponseEntity.ok(view.getFirst()));
  }

  private Mono<Long> insert(Caller caller, StoredObject object, String limits) {
    return database
        .sql(
            """
            insert into acceptances (object_id, modified, person, organisation, limits, at)
            values (:id, :modified, :person, :organisation, :limits, :now)
            on conflict do nothing
            """)
        .bind("id", object.id())
        .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
        .bind("person", caller.person().orElseThrow())
        .bind("organisation", caller.organisation())
        .bind("limits", limits)
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }
}
