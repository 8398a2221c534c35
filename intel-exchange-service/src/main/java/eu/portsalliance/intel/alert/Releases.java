package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Releases drafts: a second person, the version that they read, the object written and signed once,
 * and put before everybody whom the policy entitles, all in one transaction.
 */
@Component
class Releases {

  private final Alliance alliance;
  private final Alerts alerts;
  private final Lineage lineage;
  private final Amendments amendments;
  private final AlertViews views;
  private final Readings readings;
  private final Publishing publishing;
  private final Clock clock;

  Releases(
      Alliance alliance,
      Alerts alerts,
      Lineage lineage,
      Amendments amendments,
      AlertViews views,
      Readings readings,
      Publishing publishing,
      Clock clock) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.lineage = lineage;
    this.amendments = amendments;
    this.views = views;
    this.readings = readings;
    this.publishing = publishing;
    this.clock = clock;
  }

  /**
   * Releases a draft in the version that the caller read, in the transaction that stands.
   *
   * @param shown the organisations that the caller was shown, if they said so
   */
  Mono<ResponseEntity<?>> release(
      Caller caller, Work work, String id, int version, Optional<Set<String>> shown) {
    String person = caller.person().orElse("");
    if (person.isEmpty()) {
      return refused(
          ProblemType.FORBIDDEN, "Alerts are released by a person whom their agency identifies.");
    }
    var by = new Alert.Author(person, caller.organisation());
    return alerts
        .visible(id, by.organisation(), by.person())
        .<ResponseEntity<?>>flatMap(
            alert ->
                switch (alert) {
                  case Alert.Released _ ->
                      amendments
                          .release(caller, work, id, version, shown, by)
                          .switchIfEmpty(
                              Mono.defer(
                                  () ->
                                      refused(
                                          ProblemType.CONFLICT,
                                          "This alert is released already.")));
                  case Alert.Revoked _ -> refused(ProblemType.CONFLICT, "This alert is revoked.");
                  case Alert.Draft draft -> release(caller, work, draft, version, shown, by);
                })
        .switchIfEmpty(Mono.defer(() -> amendments.release(caller, work, id, version, shown, by)))
        .switchIfEmpty(Mono.defer(Releases::absent));
  }

  private Mono<ResponseEntity<?>> release(
      Caller caller,
      Work work,
      Alert.Draft draft,
      int version,
      Optional<Set<String>> shown,
      Alert.Author by) {
    Members members = alliance.required();
    var audience = Audiences.expand(draft.content(), members, alliance.self());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Problem> passed = refusal(draft, version, audience, shown, by, now);
    if (passed.isPresent()) {
      return Mono.just(passed.get().response());
    }
    StixAlert object =
        object(draft, audience.organisations(), alliance.self(), later(now, draft.created()));
    return lineage
        .refusal(caller, work, draft, object)
        .<ResponseEntity<?>>map(Problem::response)
        .switchIfEmpty(Mono.defer(() -> sign(caller, work, draft, object, by)));
  }

  /** What stands against the release of a draft, first release or amendment. */
  static Optional<Problem> refusal(
      Alert.Draft draft,
      int version,
      Audiences.Expanded audience,
      Optional<Set<String>> shown,
      Alert.Author by,
      Instant now) {
    if (draft.version() != version) {
      return Optional.of(staleVersion());
    }
    if (draft.writers().contains(by.person())) {
      return Optional.of(
          Problem.of(
              ProblemType.SECOND_PERSON_REQUIRED,
              "You wrote on this alert: another officer releases it."));
    }
    Optional<Problem> passed = noLonger(draft, audience, now);
    if (passed.isPresent()) {
      return passed;
    }
    return shown.isPresent() && !shown.get().equals(Set.copyOf(audience.organisations()))
        ? Optional.of(
            Problem.of(
                ProblemType.STALE_VERSION,
                "Its audience is not the one that you were shown: read it again and decide anew."))
        : Optional.empty();
  }

  private Mono<ResponseEntity<?>> sign(
      Caller caller, Work work, Alert.Draft draft, StixAlert object, Alert.Author by) {
    Publishing.Signed signed = publishing.sign(object);
    // sent together; what is recorded of a release that another one forestalled is rolled back
    return Mono.zip(
            alerts.release(object, signed.parts(), by, signed.recipients()),
            publishing
                .record(
                    AuditEntry.Act.DISCLOSURE,
                    caller,
                    work,
                    "release alert",
                    object.id(),
                    boxes(object),
                    signed.recipients())
                .thenReturn(true))
        .flatMap(
            sent ->
                sent.getT1()
                    ? Mono.fromCallable(
                        () -> answer(publishing.stored(signed, draft, by), caller, work))
                    : refused(staleVersion()));
  }

  static List<String> boxes(StixAlert object) {
    return object.containers().stream().map(StixAlert.Box::number).toList();
  }

  private ResponseEntity<?> answer(StoredObject stored, Caller caller, Work work) {
    return ResponseEntity.ok(views.released(readings.marked(caller, work, stored), caller));
  }

  /** What was sound when it was drafted and is so no longer. */
  static Optional<Problem> noLonger(Alert.Draft draft, Audiences.Expanded audience, Instant now) {
    if (!audience.errors().isEmpty()) {
      return Optional.of(
          new Problem(
              ProblemType.CONFLICT,
              "The directory changed since the draft: somebody of its audience is no member any more."
                  + " Draft it anew.",
              audience.errors()));
    }
    return draft.content().validUntil().isAfter(now)
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ProblemType.CONFLICT,
                "The time until which it is valid has passed. Draft it anew."));
  }

  /** STIX 2.1, section 3.2: modified is never before created, also when a clock was set back. */
  private static Instant later(Instant now, Instant created) {
    return now.isBefore(created) ? created : now;
  }

  static Problem staleVersion() {
    return Problem.of(
        ProblemType.STALE_VERSION,
        "Somebody changed or released it in the meantime: read it again.");
  }

  static Problem unseen() {
    return Problem.of(ProblemType.NOT_FOUND, "Check the id; or you may not see it.");
  }

  static Mono<ResponseEntity<?>> absent() {
    return refused(unseen());
  }

  static Mono<ResponseEntity<?>> refused(ProblemType type, String detail) {
    return refused(Problem.of(type, detail));
  }

  static Mono<ResponseEntity<?>> refused(Problem problem) {
    return Mono.just(problem.response());
  }

  /** The object that a draft becomes. */
  static StixAlert object(
      Alert.Draft draft, Collection<String> audience, Locode origin, Instant modified) {
    AlertContent content = draft.content();
    return new StixAlert(
        draft.id(),
        draft.version(),
        origin.value(),
        draft.controller(),
        draft.created(),
        modified,
        content.kind().label(),
        content.title(),
        content.narrative(),
        content.containers().stream()
            .map(box -> new StixAlert.Box(box.value(), box.checkDigitValid()))
            .toList(),
        content.tlp(),
        List.copyOf(audience),
        content.persons(),
        content.handlingCode(),
        content.sourceGrade().map(SourceGrade::label),
        content.informationGrade().map(InformationGrade::label),
        content.actionOn(),
        content.regime().label(),
        content.legalBasis(),
        content.nature().label(),
        content.validFrom(),
        content.validUntil(),
        content.reviewOn(),
        content.details());
  }
}
