package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes drafts, changes them, and gives them to the second person. */
@Component
class Drafting {

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertChanges changes;
  private final Readings readings;
  private final References references;
  private final Bounds bounds;
  private final AuditTrail audit;
  private final Clock clock;

  Drafting(
      Alliance alliance,
      Alerts alerts,
      AlertChanges changes,
      Readings readings,
      References references,
      Bounds bounds,
      AuditTrail audit,
      Clock clock) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.changes = changes;
    this.readings = readings;
    this.references = references;
    this.bounds = bounds;
    this.audit = audit;
    this.clock = clock;
  }

  /** A draft that was checked. */
  private record Checked(
      AlertContent content, Set<String> audience, DraftRequest kept, Alert.Author by, Instant now) {

    Bounds.Edition edition() {
      return Bounds.Edition.of(by.organisation(), content, audience);
    }
  }

  /** Checks and keeps a new draft, in the transaction that stands. */
  Mono<ResponseEntity<?>> write(Caller caller, Work work, DraftRequest request) {
    return request.version() == null
        ? checked(
            caller,
            work,
            request,
            checked -> keep(caller, work, checked, Optional.empty()).map(Drafting::created))
        : Mono.just(Problem.field("version", "is not given for a new draft").response());
  }

  /** The same for an edition of another alert; emits the draft or the refusal. */
  Mono<ResponseEntity<?>> derive(
      Caller caller,
      Work work,
      DraftRequest request,
      String parent,
      Function<AlertView, ResponseEntity<?>> answer) {
    return request.version() == null
        ? checked(
            caller,
            work,
            request,
            checked ->
                alerts
                    .line(parent, caller.organisation())
                    .flatMap(line -> bounds.refusal(caller, work, line, checked.edition()))
                    .<ResponseEntity<?>>map(Problem::response)
                    .switchIfEmpty(
                        Mono.defer(
                            () -> keep(caller, work, checked, Optional.of(parent)).map(answer))))
        : Mono.just(Problem.field("version", "is not given for a new draft").response());
  }

  /** Writes on a draft, or begins the next version of what stands. */
  Mono<ResponseEntity<?>> edit(Caller caller, Work work, String id, DraftRequest request) {
    Integer read = request.version();
    if (read == null || read < 1) {
      return Mono.just(Problem.field("version", "is needed: the version that you read").response());
    }
    return checked(
        caller,
        work,
        request,
        checked ->
            current(id, checked.by(), read)
                .<ResponseEntity<?>>flatMap(alert -> edit(caller, work, alert, checked, read))
                .switchIfEmpty(Mono.defer(Releases::absent)));
  }

  /** What a version that was read belongs to: the amendment where that is it, else the alert. */
  private Mono<Alert> current(String id, Alert.Author by, int read) {
    return alerts
        .visible(id, by.organisation(), by.person())
        .flatMap(
            alert ->
                alert instanceof Alert.Released && alert.version() != read
                    ? alerts.amendment(id).cast(Alert.class).defaultIfEmpty(alert)
                    : Mono.just(alert))
        .filter(alert -> alert.visibleTo(by.organisation(), by.person()));
  }

  private Mono<ResponseEntity<?>> edit(
      Caller caller, Work work, Alert alert, Checked checked, int read) {
    if (alert.version() != read) {
      return Releases.refused(Releases.staleVersion());
    }
    DraftRequest kept = checked.kept().with(alert.content().details().attachments());
    Mono<Boolean> done =
        switch (alert) {
          case Alert.Draft draft -> changes.edit(draft, kept, checked.by(), checked.now());
          case Alert.Released standing ->
              changes.begin(standing, kept, checked.by(), checked.now());
          case Alert.Revoked _ -> Mono.just(false);
        };
    boolean amends =
        alert instanceof Alert.Released || (alert instanceof Alert.Draft d && d.amends());
    return done.flatMap(
        changed ->
            changed
                ? record(caller, work, "edit alert", alert.id(), checked.content())
                    .then(draft(alert.id(), amends))
                    .flatMap(draft -> readings.draft(caller, work, draft))
                    .map(view -> ResponseEntity.ok(view))
                : Releases.refused(Releases.staleVersion()));
  }

  /** Whether there is anything of this id on which the caller might write. */
  Mono<Optional<Problem>> refusal(Caller caller, String id) {
    Optional<Problem> refusal = mayNot(caller, alliance.required());
    return refusal.isPresent()
        ? Mono.just(refusal)
        : alerts
            .visible(id, caller.organisation(), caller.person().orElse(""))
            .map(_ -> Optional.<Problem>empty())
            .defaultIfEmpty(Optional.of(Releases.unseen()));
  }

  /** Changes what is attached to a draft, or to the next version of what stands. */
  Mono<ResponseEntity<?>> attach(
      Caller caller,
      Work work,
      String id,
      int read,
      String what,
      Function<List<StixAlert.Attachment>, Attaching.Change> change) {
    Optional<Problem> refusal = mayNot(caller, alliance.required());
    if (refusal.isPresent()) {
      return Releases.refused(refusal.get());
    }
    var by = new Alert.Author(caller.person().orElseThrow(), caller.organisation());
    return current(id, by, read)
        .<ResponseEntity<?>>flatMap(
            alert ->
                switch (alert) {
                  case Alert.Draft draft when draft.version() == read ->
                      attach(
                          caller,
                          work,
                          draft,
                          what,
                          change.apply(draft.content().details().attachments()),
                          by);
                  case Alert.Released standing when standing.version() == read ->
                      Releases.refused(
                          ProblemType.CONFLICT,
                          "It is released: write its next version first, then attach to that.");
                  case Alert.Draft _, Alert.Released _ -> Releases.refused(Releases.staleVersion());
                  case Alert.Revoked _ ->
                      Releases.refused(ProblemType.CONFLICT, "This alert is revoked.");
                })
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private Mono<ResponseEntity<?>> attach(
      Caller caller,
      Work work,
      Alert.Draft draft,
      String what,
      Attaching.Change change,
      Alert.Author by) {
    return switch (change) {
      case Attaching.Change.Refused refused -> Releases.refused(refused.problem());
      case Attaching.Change.To to ->
          changes
              .attach(draft, to.attached(), by, clock.instant().truncatedTo(ChronoUnit.MILLIS))
              .flatMap(
                  done ->
                      done
                          ? record(caller, work, what, draft.id(), draft.content())
                              .then(draft(draft.id(), draft.amends()))
                              .flatMap(changed -> readings.draft(caller, work, changed))
                              .map(view -> ResponseEntity.ok(view))
                          : Releases.refused(Releases.staleVersion()));
    };
  }

  private Mono<Alert.Draft> draft(String id, boolean amends) {
    return amends ? alerts.amendment(id) : alerts.find(id).ofType(Alert.Draft.class);
  }

  /** Gives a draft to the second person. */
  Mono<ResponseEntity<?>> review(Caller caller, Work work, String id, int version) {
    Optional<Problem> refusal = mayNot(caller, alliance.required());
    if (refusal.isPresent()) {
      return Releases.refused(refusal.get());
    }
    var by = new Alert.Author(caller.person().orElseThrow(), caller.organisation());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return current(id, by, version)
        .<ResponseEntity<?>>flatMap(
            alert ->
                alert instanceof Alert.Draft draft && draft.version() == version
                    ? changes
                        .review(draft, by, now)
                        .flatMap(done -> reviewed(caller, work, draft, done))
                    : Releases.refused(Releases.staleVersion()))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private Mono<ResponseEntity<?>> reviewed(
      Caller caller, Work work, Alert.Draft draft, boolean done) {
    return done
        ? record(caller, work, "send alert to review", draft.id(), draft.content())
            .then(readings.draft(caller, work, draft.reviewed()))
            .map(view -> ResponseEntity.ok(view))
        : Releases.refused(ProblemType.CONFLICT, "It is in review already.");
  }

  private Mono<Void> record(
      Caller caller, Work work, String what, String id, AlertContent content) {
    return audit.record(
        AuditEntry.of(AuditEntry.Act.ALTERATION, caller, work, what, ids(id, content)));
  }

  private Mono<ResponseEntity<?>> checked(
      Caller caller,
      Work work,
      DraftRequest request,
      Function<Checked, Mono<ResponseEntity<?>>> then) {
    Members members = alliance.required();
    Optional<Problem> refusal = mayNot(caller, members);
    if (refusal.isPresent()) {
      return Releases.refused(refusal.get());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (DraftForm.read(request, now)) {
      case DraftForm.Reading.Wrong wrong -> Releases.refused(Problem.fields(wrong.errors()));
      case DraftForm.Reading.Content read -> {
        AlertContent content = read.content();
        Audiences.Expanded audience = Audiences.expand(content, members, alliance.self());
        var by = new Alert.Author(caller.person().orElseThrow(), caller.organisation());
        yield references
            .check(caller, work, content)
            .flatMap(
                referred -> {
                  List<FieldError> errors =
                      Stream.of(audience.errors(), twoOfficers(caller, content), referred.errors())
                          .flatMap(List::stream)
                          .toList();
                  if (!errors.isEmpty()) {
                    return Releases.refused(Problem.fields(errors));
                  }
                  DraftRequest kept = request.kept(content.validFrom(), referred.asked());
                  return then.apply(
                      new Checked(DraftForm.kept(kept), audience.organisations(), kept, by, now));
                });
      }
    };
  }

  /** Observe is decided by two officers of this port: whoever writes it is one as who releases. */
  private static List<FieldError> twoOfficers(Caller caller, AlertContent content) {
    return content.actionOn() == ActionOn.OBSERVE && !caller.roles().contains("intel-officer")
        ? List.of(
            new FieldError(
                "actionOn",
                "observe takes two officers: an officer writes it, another releases it"))
        : List.of();
  }

  private Mono<AlertView> keep(Caller caller, Work work, Checked checked, Optional<String> parent) {
    var draft =
        new Alert.Draft(
            "indicator--" + UUID.randomUUID(),
            1,
            caller.organisation(),
            checked.content(),
            checked.now(),
            checked.now(),
            checked.by(),
            Set.of(checked.by().person()),
            parent,
            false,
            false);
    return alerts
        .insert(draft, checked.kept())
        .then(audit.record(entry(caller, work, draft)))
        .then(readings.draft(caller, work, draft));
  }

  private static ResponseEntity<?> created(AlertView view) {
    return ResponseEntity.created(URI.create("/api/intel/alerts/" + view.id())).body(view);
  }

  private AuditEntry entry(Caller caller, Work work, Alert.Draft draft) {
    List<String> ids =
        Stream.concat(ids(draft.id(), draft.content()).stream(), draft.derivedFrom().stream())
            .toList();
    return AuditEntry.of(AuditEntry.Act.COLLECTION, caller, work, "draft alert", ids);
  }

  private List<String> ids(String id, AlertContent content) {
    return Stream.concat(
            Stream.of(id), content.containers().stream().map(box -> audit.hash(box.value())))
        .toList();
  }

  /** Whether somebody may write at all; a role says what, the directory says for whom. */
  private Optional<Problem> mayNot(Caller caller, Members members) {
    boolean authority =
        members
            .organisation(caller.organisation())
            .filter(o -> o.kind() == OrganisationKind.AUTHORITY)
            .isPresent();
    if (!authority || !members.speaks(caller.organisation(), alliance.self().value())) {
      return Optional.of(
          Problem.of(
              ProblemType.FORBIDDEN,
              "Alerts are written by an authority that speaks at this port, as the directory says."));
    }
    return caller.person().isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemType.FORBIDDEN,
                "Alerts are written by a person whom their agency identifies."));
  }
}
