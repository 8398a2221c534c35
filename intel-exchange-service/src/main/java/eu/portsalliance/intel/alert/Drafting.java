package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes drafts. */
@Component
class Drafting {

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertViews views;
  private final AuditTrail audit;
  private final Clock clock;

  Drafting(Alliance alliance, Alerts alerts, AlertViews views, AuditTrail audit, Clock clock) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.views = views;
    this.audit = audit;
    this.clock = clock;
  }

  /** Checks and keeps a draft, in the transaction that stands. */
  Mono<ResponseEntity<?>> write(Caller caller, Work work, DraftRequest request) {
    Members members = alliance.required();
    Optional<Problem> refusal = mayNot(caller, members);
    if (refusal.isPresent()) {
      return Mono.just(refusal.get().response());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (DraftForm.read(request, now)) {
      case DraftForm.Reading.Wrong wrong -> Mono.just(Problem.fields(wrong.errors()).response());
      case DraftForm.Reading.Content read -> {
        List<FieldError> errors =
            Audiences.expand(read.content(), members, alliance.self()).errors();
        yield errors.isEmpty()
            ? keep(caller, work, request, read.content(), now)
            : Mono.just(Problem.fields(errors).response());
      }
    };
  }

  private Mono<ResponseEntity<?>> keep(
      Caller caller, Work work, DraftRequest request, AlertContent content, Instant now) {
    var author = new Alert.Author(caller.person().orElseThrow(), caller.organisation());
    var draft =
        new Alert.Draft(
            "indicator--" + UUID.randomUUID(), 1, caller.organisation(), content, now, now, author);
    return alerts
        .insert(draft, request.from(content.validFrom()))
        .then(audit.record(entry(caller, work, draft)))
        .then(
            Mono.fromCallable(
                () ->
                    ResponseEntity.created(URI.create("/api/intel/alerts/" + draft.id()))
                        .body(views.draft(draft))));
  }

  private AuditEntry entry(Caller caller, Work work, Alert.Draft draft) {
    return AuditEntry.of(
        AuditEntry.Act.COLLECTION,
        caller,
        work,
        "draft alert",
        Stream.concat(
                Stream.of(draft.id()),
                draft.content().containers().stream().map(box -> audit.hash(box.value())))
            .toList());
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
