package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Releases drafts: a second person, the version that they read, the object written and signed once,
 * and put before everybody whom the policy entitles, all in one transaction.
 */
@Component
class Releases {

  private static final int MOST_RECIPIENTS_NAMED = 64;

  private final Alliance alliance;
  private final Alerts alerts;
  private final AlertViews views;
  private final Signatures signatures;
  private final PortKey key;
  private final AuditTrail audit;
  private final Clock clock;

  Releases(
      Alliance alliance,
      Alerts alerts,
      AlertViews views,
      Signatures signatures,
      PortKey signingKey,
      AuditTrail audit,
      Clock clock) {
    this.alliance = alliance;
    this.alerts = alerts;
    this.views = views;
    this.signatures = signatures;
    this.key = signingKey;
    this.audit = audit;
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
        .find(id)
        .filter(alert -> alert.visibleTo(caller.organisation(), person))
        .<ResponseEntity<?>>flatMap(
            alert ->
                switch (alert) {
                  case Alert.Released _ ->
                      refused(ProblemType.CONFLICT, "This alert is released already.");
                  case Alert.Draft draft -> release(caller, work, draft, version, shown, by);
                })
        .switchIfEmpty(
            Mono.defer(
                () -> refused(ProblemType.NOT_FOUND, "Check the id; or you may not see it.")));
  }

  private Mono<ResponseEntity<?>> release(
      Caller caller,
      Work work,
      Alert.Draft draft,
      int version,
      Optional<Set<String>> shown,
      Alert.Author by) {
    if (draft.version() != version) {
      return stale();
    }
    if (draft.draftedBy().person().equals(by.person())) {
      return refused(
          ProblemType.SECOND_PERSON_REQUIRED,
          "You drafted this alert: another officer releases it.");
    }
    Members members = alliance.required();
    var audience = Audiences.expand(draft.content(), members, alliance.self());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Problem> passed = noLonger(draft, audience, now);
    if (passed.isPresent()) {
      return Mono.just(passed.get().response());
    }
    if (shown.isPresent() && !shown.get().equals(Set.copyOf(audience.organisations()))) {
      return refused(
          ProblemType.STALE_VERSION,
          "Its audience is not the one that you were shown: read it again and decide anew.");
    }
    StixAlert object =
        object(draft, audience.organisations(), alliance.self(), later(now, draft.created()));
    return sign(caller, work, draft, object, members, by);
  }

  private Mono<ResponseEntity<?>> sign(
      Caller caller,
      Work work,
      Alert.Draft draft,
      StixAlert object,
      Members members,
      Alert.Author by) {
    Set<RecipientClass> recipients = Entitlements.here(object.markings(), members, alliance.self());
    recipients.addAll(Entitlements.peers(object.markings(), members));
    String compact = Jws.sign(key, Signatures.TYPE, StixWriter.write(object));
    StoredObject.Parts parts = StoredObject.Parts.of(compact).orElseThrow();
    StoredObject stored =
        StoredObject.released(
            object,
            parts,
            new StoredObject.Acts(
                draft.draftedBy().person(),
                draft.draftedBy().organisation(),
                by.person(),
                by.organisation()));
    // sent together; what is recorded of a release that another one forestalled is rolled back
    return Mono.zip(
            alerts.release(object, parts, by, recipients),
            audit.record(entry(caller, work, object, recipients)).thenReturn(true))
        .flatMap(
            sent ->
                sent.getT1() ? Mono.fromCallable(() -> answer(stored, compact, caller)) : stale());
  }

  private ResponseEntity<?> answer(StoredObject stored, String compact, Caller caller) {
    signatures.verified(compact, stored.alert().origin());
    return ResponseEntity.ok(views.released(stored, caller, List.of()));
  }

  private AuditEntry entry(
      Caller caller, Work work, StixAlert object, Collection<RecipientClass> recipients) {
    return new AuditEntry(
        AuditEntry.Act.DISCLOSURE,
        caller.actor(),
        caller.organisation(),
        Optional.of(work),
        "release alert",
        Stream.concat(
                Stream.of(object.id()),
                object.containers().stream().map(box -> audit.hash(box.number())))
            .toList(),
        Optional.of(
            recipients.stream()
                .limit(MOST_RECIPIENTS_NAMED)
                .map(RecipientClass::value)
                .collect(Collectors.joining(" "))));
  }

  /** What was sound when it was drafted and is so no longer. */
  private static Optional<Problem> noLonger(
      Alert.Draft draft, Audiences.Expanded audience, Instant now) {
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

  private static Mono<ResponseEntity<?>> stale() {
    return refused(
        ProblemType.STALE_VERSION,
        "Somebody changed or released it in the meantime: read it again.");
  }

  private static Mono<ResponseEntity<?>> refused(ProblemType type, String detail) {
    return Mono.just(Problem.of(type, detail).response());
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
        content.reviewOn());
  }
}
