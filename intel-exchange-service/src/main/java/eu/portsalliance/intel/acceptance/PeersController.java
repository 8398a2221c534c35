package eu.portsalliance.intel.acceptance;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Idempotency;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The peers of this port, and who accepts them (openapi.yaml, /api/intel/peers). */
@RestController
@RequestMapping("/api/intel/peers")
class PeersController {

  private final Accepting accepting;
  private final Sequencer sequencer;
  private final Idempotency idempotency;
  private final TransactionalOperator transaction;

  PeersController(
      Accepting accepting,
      Sequencer sequencer,
      Idempotency idempotency,
      TransactionalOperator transaction) {
    this.accepting = accepting;
    this.sequencer = sequencer;
    this.idempotency = idempotency;
    this.transaction = transaction;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer', 'tenant-admin', 'auditor')")
  Mono<PeersView> peers(@AuthenticationPrincipal Caller caller, Work work) {
    return Mono.defer(() -> accepting.read(caller, work)).as(transaction::transactional);
  }

  @PostMapping(path = "/{locode}/acceptance", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer', 'tenant-admin')")
  Mono<ResponseEntity<byte[]>> accept(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String locode) {
    Locode peer = peer(locode);
    return idempotency
        .once(
            caller,
            key,
            "accept peer " + peer,
            "",
            Mono.defer(() -> accepting.accept(caller, work, peer)).map(ResponseEntity::ok))
        .doOnSuccess(_ -> sequencer.wake());
  }

  @DeleteMapping(path = "/{locode}/acceptance", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-officer', 'tenant-admin')")
  Mono<ResponseEntity<byte[]>> takeBack(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String locode) {
    Locode peer = peer(locode);
    return idempotency.once(
        caller,
        key,
        "take back acceptance of peer " + peer,
        "",
        Mono.defer(() -> accepting.takeBack(caller, work, peer)).map(ResponseEntity::ok));
  }

  private static Locode peer(String locode) {
    try {
      return new Locode(locode);
    } catch (IllegalArgumentException none) {
      throw new ProblemException(
          ProblemType.NOT_FOUND, "The directory names no such peer: check the UN/LOCODE.");
    }
  }
}
