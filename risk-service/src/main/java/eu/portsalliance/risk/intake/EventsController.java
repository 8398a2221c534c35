package eu.portsalliance.risk.intake;

import eu.portsalliance.access.AccessProperties;
import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.risk.intake.EventIntake.Outcome;
import eu.portsalliance.risk.journey.Journeys.RaceLost;
import eu.portsalliance.risk.wake.Wakes;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Takes the events that a port's systems post. */
@RestController
@RequestMapping("/api/risk/events")
class EventsController {
  private static final String NO_FACILITIES =
      "Your token names no terminals: its claim `facilities` must list the SMDG codes for which"
          + " your client may speak.";

  private final DcsaReader reader = new DcsaReader();
  private final EventIntake intake;
  private final Idempotency idempotency;
  private final AuditTrail audit;
  private final Wakes wakes;
  private final Locode port;
  private final Clock clock;

  EventsController(
      EventIntake intake,
      Idempotency idempotency,
      AuditTrail audit,
      Wakes wakes,
      AccessProperties access,
      Clock clock) {
    this.intake = intake;
    this.idempotency = idempotency;
    this.audit = audit;
    this.wakes = wakes;
    this.port = access.ownPort().orElseThrow();
    this.clock = clock;
  }

  /** One transaction for the message: events, journeys, record and the answer itself. */
  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('port-integrator')")
  Mono<ResponseEntity<byte[]>> events(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @RequestBody byte[] body) {
    if (caller.facilities().isEmpty()) {
      return Mono.error(new ProblemException(ProblemType.FORBIDDEN, NO_FACILITIES));
    }
    Intake by = new Intake(port, caller.organisation(), caller.facilities(), clock.instant());
    return Mono.fromCallable(() -> reader.read(body, by))
        .subscribeOn(Schedulers.parallel())
        .flatMap(
            message ->
                switch (message) {
                  case Message.Unreadable no -> Mono.error(new ProblemException(no.problem()));
                  case Message.Items items ->
                      idempotency
                          .once(caller, key, "post events", body, take(caller, work, items.items()))
                          .retryWhen(Retry.max(5).filter(RaceLost.class::isInstance))
                          .doOnNext(_ -> wakes.changed(boxes(items.items())));
                });
  }

  private static Set<String> boxes(List<Read> items) {
    return items.stream()
        .filter(Read.Taken.class::isInstance)
        .map(item -> ((Read.Taken) item).event().container().value())
        .collect(Collectors.toSet());
  }

  private Mono<ResponseEntity<EventResults>> take(Caller caller, Work work, List<Read> items) {
    return intake
        .take(caller.organisation(), items)
        .flatMap(outcome -> audit.record(entry(caller, work, outcome)).thenReturn(outcome))
        .map(outcome -> ResponseEntity.ok(outcome.results()));
  }

  private AuditEntry entry(Caller caller, Work work, Outcome outcome) {
    List<String> boxes =
        outcome.kept().stream()
            .map(event -> event.container().value())
            .distinct()
            .map(audit::hash)
            .toList();
    return AuditEntry.of(AuditEntry.Act.COLLECTION, caller, work, "take equipment events", boxes);
  }
}
