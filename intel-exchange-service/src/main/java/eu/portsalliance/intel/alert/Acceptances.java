package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * People accept the limits of an alert (H3), each for the version that was shown to them: the one
 * that stands, or the next one where they are asked to release it.
 */
@Component
class Acceptances {

  private final DatabaseClient database;
  private final Readings readings;
  private final Amendments amendments;
  private final AlertViews views;
  private final AuditTrail audit;
  private final Clock clock;

  Acceptances(
      DatabaseClient database,
      Readings readings,
      Amendments amendments,
      AlertViews views,
      AuditTrail audit,
      Clock clock) {
    this.database = database;
    this.readings = readings;
    this.amendments = amendments;
    this.views = views;
    this.audit = audit;
    this.clock = clock;
  }

  /** Keeps that the caller accepted these words, and opens the content; again changes nothing. */
  Mono<ResponseEntity<?>> accept(Caller caller, Work work, String id, String limits) {
    return readings
        .shown(caller, work, id)
        .flatMap(
            shown ->
                limited(shown.obligations(), shown.object().alert(), limits)
                    ? accept(caller, work, shown, limits)
                    : next(caller, work, id, limits)
                        .switchIfEmpty(Mono.defer(() -> refusal(shown.obligations()))))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private static boolean limited(Set<Obligation> obligations, StixAlert alert, String limits) {
    return obligations.contains(Obligation.ACCEPT_LIMITS)
        && alert.details().limits().orElse("").equals(limits);
  }

  private static Mono<ResponseEntity<?>> refusal(Set<Obligation> obligations) {
    return obligations.contains(Obligation.ACCEPT_LIMITS)
        ? Releases.refused(
            ProblemType.STALE_VERSION,
            "Its limits are not the ones that you were shown: read it again.")
        : Releases.refused(ProblemType.CONFLICT, "It has no limits that you would accept.");
  }

  private Mono<ResponseEntity<?>> accept(
      Caller caller, Work work, AlertViews.Shown shown, String limits) {
    return insert(caller, shown.object().id(), shown.object().modified(), limits)
        .then(record(caller, work, Consulted.of(shown)))
        .then(Mono.defer(() -> views.released(List.of(shown), caller)))
        .map(view -> ResponseEntity.ok(view.getFirst()));
  }

  /** Of the next version, for whoever is shown it; empty where it has no such limits for them. */
  private Mono<ResponseEntity<?>> next(Caller caller, Work work, String id, String limits) {
    return amendments
        .compared(caller, work, id)
        .filter(next -> limited(next.obligations(), next.next(), limits))
        .flatMap(
            next ->
                insert(caller, id, next.draft().modified(), limits)
                    .then(record(caller, work, Consulted.of(next.draft(), next.obligations())))
                    .then(Mono.defer(() -> amendments.opened(caller, work, next)))
                    .map(ResponseEntity::ok));
  }

  /** In the transaction that stands: the content opens with it. */
  private Mono<Void> record(Caller caller, Work work, Consulted read) {
    return Flux.fromIterable(
            Consulted.rows(
                caller, work, "accept limits and read alert", List.of(read.id()), List.of(read)))
        .concatMap(audit::record)
        .then();
  }

  private Mono<Long> insert(Caller caller, String id, Instant modified, String limits) {
    return database
        .sql(
            """
            insert into acceptances (object_id, modified, person, organisation, limits, at)
            values (:id, :modified, :person, :organisation, :limits, :now)
            on conflict do nothing
            """)
        .bind("id", id)
        .bind("modified", modified.atOffset(ZoneOffset.UTC))
        .bind("person", caller.person().orElseThrow())
        .bind("organisation", caller.organisation())
        .bind("limits", limits)
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }
}
