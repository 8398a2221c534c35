package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Releases the next version of an alert that stands. One that narrows lowers attention: where the
 * port has another organisation that may read what stands, the second person is of one that may
 * read both versions, and opened both. That none is left is no way around: then the alert is
 * revoked, which one of them confirms.
 */
@Component
class Amendments {

  private static final Problem ESCAPES =
      new Problem(
          ProblemType.CONFLICT,
          "It takes the alert from every other authority of this port, of which one would have to"
              + " release it. Propose to revoke the alert, which one of them confirms, and draft anew for"
              + " those who remain.",
          List.of(new FieldError("audience", "leaves no other authority of this port")));

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertChanges changes;
  private final Lineage lineage;
  private final Descent descent;
  private final AlertViews views;
  private final Readings readings;
  private final Publishing publishing;
  private final DeliveryLog log;
  private final Clock clock;

  Amendments(
      Alliance alliance,
      Alerts alerts,
      AlertChanges changes,
      Lineage lineage,
      Descent descent,
      AlertViews views,
      Readings readings,
      Publishing publishing,
      DeliveryLog log,
      Clock clock) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.changes = changes;
    this.lineage = lineage;
    this.descent = descent;
    this.views = views;
    this.readings = readings;
    this.publishing = publishing;
    this.log = log;
    this.clock = clock;
  }

  /**
   * An amendment beside what it amends.
   *
   * @param next what its release would give
   * @param others the organisations of which one has to release it; empty when it does not narrow,
   *     or when there is none
   * @param escapes whether it narrows away all those that could be asked
   * @param obligations what the policy asks for with it
   */
  record Compared(
      Alert.Draft draft,
      StoredObject released,
      StixAlert next,
      boolean narrows,
      Set<String> others,
      boolean escapes,
      Set<Obligation> obligations) {

    StixAlert standing() {
      return released.alert();
    }
  }

  /**
   * The amendment of an alert as somebody may see it; empty where there is none for them, also by
   * the policy.
   */
  Mono<Compared> compared(Caller caller, Work work, String id) {
    return readings
        .concerns(caller, id)
        .flatMap(_ -> Mono.zip(alerts.amendment(id), log.releasedHere(id)))
        .flatMap(
            found ->
                Mono.justOrEmpty(readings.written(caller, work, found.getT1()))
                    .map(asks -> compare(found.getT1(), found.getT2(), asks)))
        .filter(compared -> visible(compared, caller, work));
  }

  /** Its own people see it, and of those of whom one has to release it who reads what stands. */
  private boolean visible(Compared compared, Caller caller, Work work) {
    return compared.draft().visibleTo(caller.organisation(), caller.person().orElse(""))
        || (compared.others().contains(caller.organisation())
            && readings.readable(compared.released(), caller, work));
  }

  /** The next version, once its reading is recorded; empty where there is none for the caller. */
  Mono<AlertView> read(Caller caller, Work work, String id) {
    return compared(caller, work, id)
        .flatMap(
            compared ->
                readings
                    .record(
                        caller,
                        work,
                        "read amendment",
                        List.of(id),
                        List.of(Consulted.of(compared.draft(), compared.obligations())))
                    .then(Mono.defer(() -> open(compared, caller)))
                    .flatMap(
                        open ->
                            open
                                ? opened(caller, work, compared)
                                : Mono.just(closed(caller, compared))));
  }

  /** The next version with its content. */
  Mono<AlertView> opened(Caller caller, Work work, Compared compared) {
    return readings
        .behind(caller, work, compared.draft())
        .map(behind -> view(caller, compared, false, behind));
  }

  private AlertView closed(Caller caller, Compared compared) {
    return view(caller, compared, true, Optional.empty());
  }

  private AlertView view(
      Caller caller, Compared compared, boolean closed, Optional<StixAlert> behind) {
    return views.draft(
        compared.draft(), caller.organisation(), compared.obligations(), closed, behind);
  }

  /**
   * Whether its content is open to the caller: it has no limits for them but those they took, with
   * it or with what stands.
   */
  Mono<Boolean> open(Compared compared, Caller caller) {
    if (!compared.obligations().contains(Obligation.ACCEPT_LIMITS)) {
      return Mono.just(true);
    }
    Alert.Draft draft = compared.draft();
    StoredObject standing = compared.released();
    boolean same =
        compared.next().details().limits().equals(compared.standing().details().limits());
    return views
        .accepted(draft.id(), caller)
        .map(
            versions ->
                versions.contains(draft.modified())
                    || (same && versions.contains(standing.modified())));
  }

  /** Whether whoever releases it sees both versions, and so what they confirm. */
  private Mono<Boolean> seen(Compared compared, Caller caller, Work work) {
    return Flux.fromIterable(readings.readable(caller, work, List.of(compared.released())))
        .concatMap(standing -> views.open(standing, caller))
        .concatWith(open(compared, caller))
        .all(open -> open);
  }

  private Compared compare(Alert.Draft draft, StoredObject released, Set<Obligation> obligations) {
    StixAlert standing = released.alert();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    // room for the withdrawal that goes before it
    Instant least = standing.modified().plusMillis(2);
    var audience = Audiences.expand(draft.content(), alliance.required(), alliance.self());
    StixAlert next =
        Releases.object(
            draft, audience.organisations(), alliance.self(), now.isBefore(least) ? least : now);
    boolean narrows = new Narrowing(alliance.required(), alliance.self()).narrows(standing, next);
    Set<String> others = narrows ? publishing.others(standing, next) : Set.of();
    boolean escapes = narrows && others.isEmpty() && !publishing.others(standing).isEmpty();
    return new Compared(draft, released, next, narrows, others, escapes, obligations);
  }

  /** Releases it in the version that was read; empty where there is none for them. */
  Mono<ResponseEntity<?>> release(
      Caller caller,
      Work work,
      String id,
      int version,
      Optional<Set<String>> shown,
      Alert.Author by) {
    return compared(caller, work, id)
        .flatMap(compared -> release(caller, work, compared, version, shown, by));
  }

  private Mono<ResponseEntity<?>> release(
      Caller caller,
      Work work,
      Compared compared,
      int version,
      Optional<Set<String>> shown,
      Alert.Author by) {
    var audience =
        Audiences.expand(compared.draft().content(), alliance.required(), alliance.self());
    Optional<Problem> refusal =
        Releases.refusal(compared.draft(), version, audience, shown, by, clock.instant());
    if (refusal.isPresent()) {
      return Releases.refused(refusal.get());
    }
    if (compared.escapes()) {
      return Releases.refused(ESCAPES);
    }
    if (!compared.others().isEmpty() && !compared.others().contains(by.organisation())) {
      return Releases.refused(
          ProblemType.SECOND_PERSON_REQUIRED,
          "It narrows what stands: an officer of another organisation of this port releases it.");
    }
    return seen(compared, caller, work)
        .filter(seen -> seen)
        .switchIfEmpty(Mono.error(Attaching::sealed))
        .flatMap(_ -> lineage.refusal(caller, work, compared.draft(), compared.next()))
        .<ResponseEntity<?>>map(Problem::response)
        .switchIfEmpty(Mono.defer(() -> amend(caller, work, compared, by)));
  }

  private Mono<ResponseEntity<?>> amend(
      Caller caller, Work work, Compared compared, Alert.Author by) {
    Publishing.Signed signed = publishing.sign(compared.next());
    return changes
        .amend(compared.draft(), compared.standing().version(), by, compared.next().modified())
        .flatMap(
            done ->
                done
                    ? published(caller, work, compared, signed, by)
                    : Releases.refused(Releases.staleVersion()));
  }

  private Mono<ResponseEntity<?>> published(
      Caller caller, Work work, Compared compared, Publishing.Signed signed, Alert.Author by) {
    StixAlert next = compared.next();
    return publishing
        .amended(signed)
        .flatMap(
            lost ->
                lost.isEmpty()
                    ? Mono.empty()
                    : publishing.record(
                        AuditEntry.Act.ERASURE,
                        caller,
                        work,
                        "withdraw alert",
                        next.id(),
                        Releases.boxes(compared.standing()),
                        lost))
        .then(
            publishing.record(
                AuditEntry.Act.DISCLOSURE,
                caller,
                work,
                "release amendment",
                next.id(),
                Releases.boxes(next),
                signed.recipients()))
        .then(editions(caller, work, compared, by))
        .then(
            Mono.fromCallable(
                () -> {
                  StoredObject stored = publishing.stored(signed, compared.draft(), by);
                  return ResponseEntity.ok(
                      views.released(readings.marked(caller, work, stored), caller));
                }));
  }

  /** Editions that could not be released any more end, by the two people of the amendment. */
  private Mono<Void> editions(Caller caller, Work work, Compared compared, Alert.Author by) {
    Alert.Author first = compared.draft().draftedBy();
    Instant at = compared.next().modified();
    return descent.amended(
        compared.next().id(),
        List.of(
            new Descent.Hand("revocation-proposed", first.person(), first.organisation(), at),
            new Descent.Hand("revoked", by.person(), by.organisation(), at)),
        (id, boxes, lost) ->
            publishing.record(
                AuditEntry.Act.ERASURE,
                caller,
                work,
                "revoke edition of amended alert",
                id,
                boxes,
                lost));
  }
}
