package eu.portsalliance.intel.standing;

import com.fasterxml.jackson.annotation.JsonInclude;
import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The standing releases, for those who make them and those who audit (openapi.yaml). */
@RestController
class StandingReleaseController {

  private static final String PATH = "/api/intel/standing-releases";

  private final StandingActs acts;
  private final ReleaseRows rows;
  private final Idempotency idempotency;
  private final AuditTrail audit;
  private final TransactionalOperator transaction;

  StandingReleaseController(
      StandingActs acts,
      ReleaseRows rows,
      Idempotency idempotency,
      AuditTrail audit,
      TransactionalOperator transaction) {
    this.acts = acts;
    this.rows = rows;
    this.idempotency = idempotency;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** One release, also when it is over. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record View(
      UUID id,
      String type,
      List<String> audience,
      String ceiling,
      Instant ends,
      String state,
      String proposedBy,
      Instant proposedAt,
      @Nullable String approvedBy,
      @Nullable Instant approvedAt,
      @Nullable String withdrawnBy,
      @Nullable Instant withdrawnAt,
      @Nullable Instant withdrawnFrom) {

    private static View of(StandingRelease release, Instant now) {
      StandingRelease.Hand approved = release.approved();
      StandingRelease.Withdrawal withdrawn = release.withdrawn();
      return new View(
          release.id(),
          release.type().name().toLowerCase(Locale.ROOT),
          release.audience(),
          release.ceiling().label(),
          release.ends(),
          release.state(now).name().toLowerCase(Locale.ROOT),
          release.proposed().person(),
          release.proposed().at(),
          approved == null ? null : approved.person(),
          approved == null ? null : approved.at(),
          withdrawn == null ? null : withdrawn.by().person(),
          withdrawn == null ? null : withdrawn.by().at(),
          withdrawn == null ? null : withdrawn.from());
    }
  }

  record Page(List<View> items) {}

  @GetMapping(
      path = "/api/intel/audit/standing-releases",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('auditor', 'alliance-auditor')")
  Mono<Page> audited(@AuthenticationPrincipal Caller caller, Work work) {
    return list(caller, work);
  }

  @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<Page> listed(@AuthenticationPrincipal Caller caller, Work work) {
    return list(caller, work);
  }

  private Mono<Page> list(Caller caller, Work work) {
    Instant now = acts.now();
    return audit
        .record(
            AuditEntry.of(
                AuditEntry.Act.CONSULTATION, caller, work, "read standing releases", List.of()))
        .then(rows.all(now))
        .map(all -> new Page(all.stream().map(release -> View.of(release, now)).toList()))
        .as(transaction::transactional);
  }

  @PostMapping(
      path = PATH,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> propose(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @RequestBody ReleaseForm form) {
    return idempotency.once(
        caller,
        key,
        "propose standing release",
        form,
        Mono.defer(() -> acts.propose(caller, work, form))
            .map(
                release ->
                    ResponseEntity.created(URI.create(PATH + "/" + release.id()))
                        .body(View.of(release, acts.now()))));
  }

  @PostMapping(path = PATH + "/{id}/approval", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> approve(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable UUID id) {
    return idempotency.once(
        caller,
        key,
        "approve standing release " + id,
        "",
        Mono.defer(() -> acts.approve(caller, work, id))
            .map(release -> ResponseEntity.ok(View.of(release, acts.now()))));
  }

  @PostMapping(
      path = PATH + "/{id}/withdrawal",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> withdraw(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable UUID id,
      @RequestBody ReleaseForm.Withdrawal form) {
    return idempotency.once(
        caller,
        key,
        "withdraw standing release " + id,
        form,
        Mono.defer(() -> acts.withdraw(caller, work, id, form))
            .map(release -> ResponseEntity.ok(View.of(release, acts.now()))));
  }
}
