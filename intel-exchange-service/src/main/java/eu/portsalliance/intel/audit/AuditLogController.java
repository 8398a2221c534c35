package eu.portsalliance.intel.audit;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.audit.HeadSigner;
import eu.portsalliance.audit.MerkleTree;
import eu.portsalliance.audit.NotarisedLogs;
import eu.portsalliance.audit.SignedBefore;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The logs of this port for its witnesses and its own services, and what it witnessed itself. */
@RestController
class AuditLogController {

  private final NotarisedLogs notary;
  private final WitnessedLogs witnessed;
  private final AuditTrail trail;

  AuditLogController(NotarisedLogs notary, WitnessedLogs witnessed, AuditTrail trail) {
    this.notary = notary;
    this.witnessed = witnessed;
    this.trail = trail;
  }

  /** How many leaves of a log were signed. */
  record Signed(long size) {}

  /** Leaves that follow what was signed. */
  record Leaves(long from, List<byte[]> leaves) {}

  /** A signed head, compact JWS. */
  record SignedHead(String head) {}

  /** What was witnessed of others. */
  record Logs(List<WitnessedLogs.Witnessed> logs) {}

  @GetMapping(
      path = "/api/intel/peer/v1/audit/{service}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('peer')")
  Mono<NotarisedLogs.Extension> since(
      @PathVariable String service, @RequestParam(defaultValue = "0") long from) {
    return known(service)
        .then(Mono.defer(() -> notary.since(service, from)))
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.CONFLICT, "The log has fewer records than that.")));
  }

  @GetMapping(
      path = "/api/intel/peer/v1/audit/{service}/signed",
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('service')")
  Mono<Signed> signed(@AuthenticationPrincipal Peer caller, @PathVariable String service) {
    return own(caller, service).then(notary.signed(service)).map(Signed::new);
  }

  @PostMapping(
      path = "/api/intel/peer/v1/audit/{service}/leaves",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('service')")
  Mono<SignedHead> sign(
      @AuthenticationPrincipal Peer caller,
      @PathVariable String service,
      @RequestBody Leaves request) {
    if (request.leaves().size() > HeadSigner.MOST_LEAVES
        || request.leaves().stream().anyMatch(leaf -> leaf.length != MerkleTree.HASH)) {
      return Mono.error(
          new ProblemException(
              Problem.field("leaves", "is at most " + HeadSigner.MOST_LEAVES + " hashes")));
    }
    return own(caller, service)
        .then(Mono.defer(() -> notary.sign(service, request.from(), request.leaves())))
        .onErrorMap(
            SignedBefore.class,
            _ ->
                new ProblemException(
                    ProblemType.CONFLICT, "Another history of this log was signed before."))
        .map(SignedHead::new);
  }

  @GetMapping(path = "/api/intel/audit/witnessed", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('auditor')")
  Mono<Logs> witnessed(@AuthenticationPrincipal Caller caller, Work work) {
    return trail
        .record(
            AuditEntry.of(
                AuditEntry.Act.CONSULTATION, caller, work, "read witnessed logs", List.of()))
        .then(witnessed.all())
        .map(Logs::new);
  }

  private static Mono<Void> known(String service) {
    return Witness.SERVICES.contains(service)
        ? Mono.empty()
        : Mono.error(new ProblemException(ProblemType.NOT_FOUND, "There is no such log."));
  }

  /** A service brings its own log and no other's. */
  private static Mono<Void> own(Peer caller, String service) {
    return caller.service().filter(service::equals).isPresent()
        ? Mono.empty()
        : Mono.error(
            new ProblemException(ProblemType.FORBIDDEN, "A service brings its own log alone."));
  }
}
