package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What becomes of an alert after it was drafted (openapi.yaml, /api/intel/alerts/{id}). */
@RestController
@RequestMapping("/api/intel/alerts/{id}")
class AlertActsController {

  private static final int LONGEST_REASON = 1_000;

  private final Drafting drafting;
  private final Amendments amendments;
  private final Revocations revocations;
  private final Editions editions;
  private final Acceptances acceptances;
  private final Histories histories;
  private final Writes writes;
  private final Idempotency idempotency;
  private final Sequencer sequencer;

  AlertActsController(
      Drafting drafting,
      Amendments amendments,
      Revocations revocations,
      Editions editions,
      Acceptances acceptances,
      Histories histories,
      Writes writes,
      Idempotency idempotency,
      Sequencer sequencer) {
    this.drafting = drafting;
    this.amendments = amendments;
    this.revocations = revocations;
    this.editions = editions;
    this.acceptances = acceptances;
    this.histories = histories;
    this.writes = writes;
    this.idempotency = idempotency;
    this.sequencer = sequencer;
  }

  /** An act on the version that was read. */
  record OnVersion(@Nullable Integer version) {

    int read() {
      if (version == null || version < 1) {
        throw new ProblemException(
            Problem.field("version", "is needed: the version that you read"));
      }
      return version;
    }
  }

  /** A proposal to revoke. */
  record RevocationRequest(@Nullable Integer version, @Nullable String reason) {}

  /** The limits that were shown. */
  record AcceptanceRequest(@Nullable String limits) {}

  @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> edit(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody DraftRequest request) {
    return writes.once(
        caller,
        work,
        key,
        "edit " + id,
        id,
        request,
        Mono.defer(() -> drafting.edit(caller, work, id, request)));
  }

  @PostMapping(path = "/review", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> review(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody OnVersion request) {
    int version = request.read();
    return writes.once(
        caller,
        work,
        key,
        "review " + id,
        id,
        request,
        Mono.defer(() -> drafting.review(caller, work, id, version)));
  }

  @GetMapping(path = "/amendment", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<AlertView> amendment(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    return amendments.read(caller, work, id).switchIfEmpty(Mono.error(AlertActsController::absent));
  }

  @PostMapping(path = "/revocation", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> propose(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody RevocationRequest request) {
    int version = new OnVersion(request.version()).read();
    Fields fields = new Fields(true);
    String reason = fields.text("reason", request.reason(), LONGEST_REASON);
    if (reason == null) {
      return Mono.error(new ProblemException(Problem.fields(fields.errors())));
    }
    return writes.once(
        caller,
        work,
        key,
        "propose revocation " + id,
        id,
        request,
        Mono.defer(() -> revocations.propose(caller, work, id, version, reason)));
  }

  @DeleteMapping(path = "/revocation", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> unpropose(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody OnVersion request) {
    int version = request.read();
    return writes.once(
        caller,
        work,
        key,
        "withdraw revocation " + id,
        id,
        request,
        Mono.defer(() -> revocations.withdraw(caller, work, id, version)));
  }

  @PostMapping(path = "/revocation/confirm", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> revoke(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody OnVersion request) {
    int version = request.read();
    // its answer holds nothing of the alert, which the second organisation reads no more
    return idempotency
        .once(
            caller,
            key,
            "revoke " + id,
            request,
            Mono.defer(() -> revocations.confirm(caller, work, id, version)))
        .doOnNext(_ -> sequencer.wake());
  }

  @PostMapping(path = "/editions", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> derive(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody DraftRequest request) {
    return writes.once(
        caller,
        work,
        key,
        "edition of " + id,
        request,
        Mono.defer(() -> editions.write(caller, work, id, request)));
  }

  @PostMapping(path = "/acceptance", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> accept(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody AcceptanceRequest request) {
    String limits = request.limits();
    if (limits == null) {
      return Mono.error(
          new ProblemException(
              Problem.field("limits", "is needed: the words that you were shown")));
    }
    return writes.once(
        caller,
        work,
        key,
        "accept limits of " + id,
        id,
        request,
        Mono.defer(() -> acceptances.accept(caller, work, id, limits)));
  }

  @GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Histories.History> history(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    return histories.of(caller, work, id).switchIfEmpty(Mono.error(AlertActsController::absent));
  }

  private static ProblemException absent() {
    return new ProblemException(ProblemType.NOT_FOUND, "Check the id; or you may not see it.");
  }
}
