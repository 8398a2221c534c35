package eu.portsalliance.intel.standing;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What people do with standing releases: one proposes, another approves, which lets more out; one
 * takes back, which lets less out. Each act commits with its record.
 */
@Component
class StandingActs {

  /** How many may wait at once, so that nobody buries one in others. */
  static final int WAITING_AT_MOST = 20;

  private final ReleaseRows rows;
  private final Alliance alliance;
  private final AuditTrail audit;
  private final Clock clock;

  StandingActs(ReleaseRows rows, Alliance alliance, AuditTrail audit, Clock clock) {
    this.rows = rows;
    this.alliance = alliance;
    this.audit = audit;
    this.clock = clock;
  }

  Mono<StandingRelease> propose(Caller caller, Work work, ReleaseForm form) {
    Instant now = now();
    StandingRelease release =
        form.checked(
            alliance.required().peers().stream().map(Locode::value).collect(Collectors.toSet()),
            person(caller),
            now);
    return rows.waiting(now)
        .filter(waiting -> waiting < WAITING_AT_MOST)
        .switchIfEmpty(
            refused(
                ProblemType.CONFLICT,
                "%d wait for a second person already: have them approved or withdrawn first."
                    .formatted(WAITING_AT_MOST)))
        .then(rows.propose(release))
        .then(recorded(caller, work, "propose standing release", release))
        .thenReturn(release);
  }

  Mono<StandingRelease> approve(Caller caller, Work work, UUID id) {
    String person = person(caller);
    Instant now = now();
    return found(id)
        .flatMap(
            release -> {
              if (release.state(now) != StandingRelease.State.PROPOSED) {
                return refused(ProblemType.CONFLICT, "It waits for nobody's approval (any more).");
              }
              if (release.proposed().person().equals(person)) {
                return Mono.error(
                    new ProblemException(
                        new Problem(
                            ProblemType.SECOND_PERSON_REQUIRED,
                            "You proposed it: another officer approves it.",
                            List.of(
                                new FieldError(
                                    "approvedBy", "is another person than proposedBy")))));
              }
              return rows.approve(id, new StandingRelease.Hand(person, now))
                  .then(recorded(caller, work, "approve standing release", release))
                  .then(rows.locked(id));
            });
  }

  Mono<StandingRelease> withdraw(Caller caller, Work work, UUID id, ReleaseForm.Withdrawal form) {
    String person = person(caller);
    Instant now = now();
    Instant from = form.from() == null ? now : form.from();
    return found(id)
        .flatMap(
            release -> {
              StandingRelease.State state = release.state(now);
              if (state != StandingRelease.State.PROPOSED
                  && state != StandingRelease.State.RUNNING) {
                return refused(ProblemType.CONFLICT, "It holds no more as it is.");
              }
              StandingRelease.Withdrawal before = release.withdrawn();
              Instant until = before == null ? release.ends() : before.from();
              if (from.isBefore(now) || !from.isBefore(until)) {
                return Mono.error(
                    new ProblemException(
                        Problem.field(
                            "from",
                            "is not past, and earlier than its end: to lengthen it takes two people")));
              }
              return rows.withdraw(
                      id,
                      new StandingRelease.Withdrawal(new StandingRelease.Hand(person, now), from))
                  .then(recorded(caller, work, "withdraw standing release", release))
                  .then(rows.locked(id));
            });
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** An authority decides what leaves the port where it speaks, by people whom it identifies. */
  private String person(Caller caller) {
    Members members = alliance.required();
    if (!members.authoritiesAt(alliance.self().value()).contains(caller.organisation())) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "Standing releases are for authorities that speak at this port, as the directory says.");
    }
    return caller
        .person()
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Standing releases are made by a person whom their agency identifies."));
  }

  private Mono<StandingRelease> found(UUID id) {
    return rows.locked(id).switchIfEmpty(refused(ProblemType.NOT_FOUND, "Check the id."));
  }

  private Mono<Void> recorded(Caller caller, Work work, String what, StandingRelease release) {
    return audit.record(
        new AuditEntry(
            AuditEntry.Act.ALTERATION,
            caller.actor(),
            caller.organisation(),
            Optional.of(work),
            what + ": " + release.type().name().toLowerCase(Locale.ROOT),
            List.of(release.id().toString()),
            Optional.of(String.join(" ", release.audience()))));
  }

  private static <T> Mono<T> refused(ProblemType type, String detail) {
    return Mono.error(() -> new ProblemException(type, detail));
  }
}
