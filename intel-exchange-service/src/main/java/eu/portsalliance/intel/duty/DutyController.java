package eu.portsalliance.intel.duty;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The duty desk of the caller's organisation at this port (openapi.yaml, /api/intel/duty). */
@RestController
@RequestMapping("/api/intel/duty")
class DutyController {

  private static final int MOST = 200;

  private final Notices notices;
  private final Planning planning;
  private final DutyProperties properties;
  private final Alliance alliance;
  private final Idempotency idempotency;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;
  private final Clock clock;

  DutyController(
      Notices notices,
      Planning planning,
      DutyProperties properties,
      Alliance alliance,
      Idempotency idempotency,
      AuditTrail audit,
      TransactionalOperator transaction,
      Clock clock) {
    this.notices = notices;
    this.planning = planning;
    this.properties = properties;
    this.alliance = alliance;
    this.idempotency = idempotency;
    this.audit = audit;
    this.transaction = transaction;
    this.clock = clock;
  }

  @GetMapping(path = "/notices", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<NoticeView.Page> notices(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestParam(defaultValue = "open") String state,
      @RequestParam(defaultValue = "" + MOST) int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      return Mono.error(new ProblemException(Problem.field("limit", "is 1 to " + MOST)));
    }
    if (!state.equals("open") && !state.equals("acknowledged")) {
      return Mono.error(new ProblemException(Problem.field("state", "is open or acknowledged")));
    }
    return notices
        .page(member(caller), caller.actor(), state.equals("open"), limit, cursor)
        .flatMap(
            page ->
                audit
                    .record(consulted(caller, work, "read duty notices", page.items()))
                    .thenReturn(page))
        .as(transaction::transactional);
  }

  @PostMapping(path = "/notices/{id}/acknowledgement", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> acknowledge(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable UUID id) {
    return idempotency.once(
        caller,
        key,
        "acknowledge notice " + id,
        "",
        Mono.defer(() -> acknowledged(caller, work, id)).map(ResponseEntity::ok));
  }

  private Mono<NoticeView> acknowledged(Caller caller, Work work, UUID id) {
    String organisation = member(caller);
    return notices
        .find(organisation, caller.actor(), id)
        .switchIfEmpty(
            Mono.error(() -> new ProblemException(ProblemType.NOT_FOUND, "Check the id.")))
        .flatMap(
            notice ->
                notices
                    .acknowledge(id, caller.actor(), clock.instant())
                    .then(
                        audit.record(
                            AuditEntry.of(
                                AuditEntry.Act.ALTERATION,
                                caller,
                                work,
                                "acknowledge duty notice",
                                List.of(notice.about()))))
                    .then(notices.find(organisation, caller.actor(), id)));
  }

  @GetMapping(path = "/rota", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<RotaView> rota(@AuthenticationPrincipal Caller caller, Work work) {
    return planning
        .view(member(caller))
        .flatMap(
            rota ->
                audit.record(consulted(caller, work, "read duty rota", List.of())).thenReturn(rota))
        .as(transaction::transactional);
  }

  @PutMapping(
      path = "/rota",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> plan(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @RequestBody RotaForm form) {
    return idempotency.once(
        caller,
        key,
        "plan duty",
        form,
        Mono.defer(() -> planned(caller, work, form)).map(DutyController::answer));
  }

  private Mono<RotaView> planned(Caller caller, Work work, RotaForm form) {
    Rota rota = form.checked(properties.webhookHosts());
    member(caller);
    return planning.plan(caller, work, rota);
  }

  /** Accepted and not yet in force, when a second officer has to confirm it. */
  private static ResponseEntity<RotaView> answer(RotaView view) {
    return ResponseEntity.status(view.waiting() == null ? HttpStatus.OK : HttpStatus.ACCEPTED)
        .body(view);
  }

  @PostMapping(
      path = "/rota/changes/{id}/confirmation",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> confirm(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable UUID id) {
    return idempotency.once(
        caller,
        key,
        "confirm duty rota " + id,
        "",
        Mono.defer(
                () -> {
                  member(caller);
                  return planning.confirm(caller, work, id);
                })
            .map(ResponseEntity::ok));
  }

  /** Organisations that speak at this port have a desk here; visitors have theirs at home. */
  private String member(Caller caller) {
    if (!alliance.required().speaks(caller.organisation(), alliance.self().value())) {
      throw new ProblemException(
          ProblemType.FORBIDDEN,
          "A duty desk here is for organisations that speak at this port, as the directory says.");
    }
    return caller.organisation();
  }

  private static AuditEntry consulted(
      Caller caller, Work work, String what, List<NoticeView> items) {
    return AuditEntry.of(
        AuditEntry.Act.CONSULTATION,
        caller,
        work,
        what,
        items.stream().map(NoticeView::about).distinct().toList());
  }
}
