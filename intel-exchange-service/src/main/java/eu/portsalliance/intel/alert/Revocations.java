package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes released alerts back: one person of the controller proposes, a second one confirms, of
 * another organisation where the port has one that may read it.
 */
@Component
class Revocations {

  private final Alerts alerts;
  private final AlertChanges changes;
  private final AlertViews views;
  private final Readings readings;
  private final Publishing publishing;
  private final Descent descent;
  private final DeliveryLog log;
  private final Clock clock;

  Revocations(
      Alerts alerts,
      AlertChanges changes,
      AlertViews views,
      Readings readings,
      Publishing publishing,
      Descent descent,
      DeliveryLog log,
      Clock clock) {
    this.alerts = alerts;
    this.changes = changes;
    this.views = views;
    this.readings = readings;
    this.publishing = publishing;
    this.descent = descent;
    this.log = log;
    this.clock = clock;
  }

  /** How far it is; an answer to each of the three acts. */
  record Answer(String id, int version, String state) {}

  Mono<ResponseEntity<?>> propose(Caller caller, Work work, String id, int version, String reason) {
    return standing(caller, id, version)
        .flatMap(
            found ->
                changes
                    .propose(found.alert(), reason, found.by(), found.now())
                    .flatMap(
                        done ->
                            done
                                ? recorded(caller, work, found, "propose revocation", "proposed")
                                : Releases.refused(
                                    ProblemType.CONFLICT, "Its revocation is proposed already.")))
        .switchIfEmpty(Mono.defer(() -> refusal(caller, id)));
  }

  Mono<ResponseEntity<?>> withdraw(Caller caller, Work work, String id, int version) {
    return standing(caller, id, version)
        .flatMap(
            found ->
                changes
                    .unpropose(found.alert(), found.by(), found.now())
                    .flatMap(
                        done ->
                            done
                                ? recorded(caller, work, found, "withdraw revocation", "released")
                                : Releases.refused(
                                    ProblemType.CONFLICT, "Nobody proposed to revoke it.")))
        .switchIfEmpty(Mono.defer(() -> refusal(caller, id)));
  }

  Mono<ResponseEntity<?>> confirm(Caller caller, Work work, String id, int version) {
    return standing(caller, id, version)
        .switchIfEmpty(Mono.defer(() -> others(caller, work, id, version)))
        .flatMap(found -> confirm(caller, work, found))
        .switchIfEmpty(Mono.defer(() -> refusal(caller, id)));
  }

  private record Found(Alert.Released alert, Alert.Author by, Instant now) {}

  /** One of the caller's own alerts that stands in the version that was read. */
  private Mono<Found> standing(Caller caller, String id, int version) {
    return found(
        caller, version, alerts.visible(id, caller.organisation(), caller.person().orElse("")));
  }

  /**
   * One of another organisation, which may ask the caller's for the second person: of who opened
   * it, and so sees what is taken back.
   */
  private Mono<Found> others(Caller caller, Work work, String id, int version) {
    return readings
        .concerns(caller, id)
        .flatMap(_ -> log.releasedHere(id))
        .filter(released -> publishing.others(released.alert()).contains(caller.organisation()))
        .flatMapIterable(released -> readings.readable(caller, work, List.of(released)))
        .concatMap(shown -> views.open(shown, caller))
        .next()
        .flatMap(
            open -> open ? found(caller, version, alerts.find(id)) : Mono.error(Attaching::sealed));
  }

  private Mono<Found> found(Caller caller, int version, Mono<Alert> alerts) {
    var by = new Alert.Author(caller.person().orElse(""), caller.organisation());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return alerts
        .ofType(Alert.Released.class)
        .filter(alert -> alert.version() == version && !by.person().isEmpty())
        .map(alert -> new Found(alert, by, now));
  }

  private Mono<ResponseEntity<?>> confirm(Caller caller, Work work, Found found) {
    return Mono.zip(log.releasedHere(found.alert().id()), changes.revocation(found.alert().id()))
        .flatMap(
            both -> {
              StixAlert released = both.getT1().alert();
              return confirmed(
                  caller, work, found, both.getT2(), publishing.others(released), released);
            })
        .switchIfEmpty(
            Mono.defer(
                () -> Releases.refused(ProblemType.CONFLICT, "Nobody proposed to revoke it.")));
  }

  private Mono<ResponseEntity<?>> confirmed(
      Caller caller,
      Work work,
      Found found,
      AlertChanges.Revocation proposal,
      Set<String> others,
      StixAlert released) {
    if (proposal.version() != found.alert().version()) {
      return Releases.refused(
          ProblemType.CONFLICT, "It was proposed for an earlier version: propose it anew.");
    }
    boolean second = !proposal.by().person().equals(found.by().person());
    if (!second || (!others.isEmpty() && !others.contains(caller.organisation()))) {
      return Releases.refused(
          ProblemType.SECOND_PERSON_REQUIRED,
          others.isEmpty()
              ? "You proposed it: another officer confirms it."
              : "An officer of another organisation of this port that reads it confirms it.");
    }
    Instant least = released.modified().plusMillis(1);
    Instant at = found.now().isBefore(least) ? least : found.now();
    return changes
        .revoke(found.alert(), found.by(), at)
        .flatMap(
            done ->
                done
                    ? publishing
                        .revoked(
                            found.alert().id(),
                            found.alert().version(),
                            found.alert().controller(),
                            found.alert().created(),
                            at)
                        .flatMap(
                            holders ->
                                publishing.record(
                                    AuditEntry.Act.ERASURE,
                                    caller,
                                    work,
                                    "revoke alert",
                                    released.id(),
                                    Releases.boxes(released),
                                    holders))
                        .then(Mono.defer(() -> editions(caller, work, found, proposal, at)))
                        .thenReturn(answer(found.alert(), "revoked"))
                    : Releases.refused(Releases.staleVersion()));
  }

  /** The editions of it end with it, by the same two people. */
  private Mono<Void> editions(
      Caller caller, Work work, Found found, AlertChanges.Revocation proposal, Instant at) {
    Alert.Author first = proposal.by();
    return descent.end(
        found.alert().id(),
        List.of(
            new Descent.Hand("revocation-proposed", first.person(), first.organisation(), at),
            new Descent.Hand("revoked", found.by().person(), found.by().organisation(), at)),
        (id, boxes, lost) ->
            publishing.record(
                AuditEntry.Act.ERASURE,
                caller,
                work,
                "revoke edition of revoked alert",
                id,
                boxes,
                lost));
  }

  private Mono<ResponseEntity<?>> recorded(
      Caller caller, Work work, Found found, String what, String state) {
    return publishing
        .record(
            AuditEntry.Act.ALTERATION, caller, work, what, found.alert().id(), List.of(), List.of())
        .thenReturn(answer(found.alert(), state));
  }

  private static ResponseEntity<?> answer(Alert.Released alert, String state) {
    return ResponseEntity.ok(new Answer(alert.id(), alert.version(), state));
  }

  /** Why it cannot be done, for whoever may know that it is there. */
  private Mono<ResponseEntity<?>> refusal(Caller caller, String id) {
    return alerts
        .visible(id, caller.organisation(), caller.person().orElse(""))
        .<ResponseEntity<?>>flatMap(
            alert ->
                switch (alert) {
                  case Alert.Released _ -> Releases.refused(Releases.staleVersion());
                  case Alert.Draft _, Alert.Revoked _ ->
                      Releases.refused(ProblemType.CONFLICT, "It is not released.");
                })
        .switchIfEmpty(Mono.defer(Releases::absent));
  }
}
