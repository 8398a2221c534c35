package eu.portsalliance.intel.work;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Writes;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Acknowledgement, disposition and sightings (openapi.yaml, /api/intel/alerts/{id}/...). */
@RestController
@RequestMapping("/api/intel/alerts/{id}")
class WorkController {

  private final AlertWork alerts;
  private final Sightings sightings;
  private final Writes writes;
  private final Sequencer sequencer;

  WorkController(AlertWork alerts, Sightings sightings, Writes writes, Sequencer sequencer) {
    this.alerts = alerts;
    this.sightings = sightings;
    this.writes = writes;
    this.sequencer = sequencer;
  }

  @PostMapping("/acknowledgement")
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> acknowledge(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id) {
    return writes.once(
        caller, work, key, "acknowledge " + id, id, id, alerts.acknowledge(caller, work, id));
  }

  @PutMapping(path = "/disposition", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> sort(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody Statements.DispositionRequest request) {
    return writes.once(
        caller,
        work,
        key,
        "sort " + id,
        id,
        request,
        Mono.defer(() -> alerts.sort(caller, work, id, request)));
  }

  @PostMapping(path = "/sightings", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> sight(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody Statements.SightingRequest request) {
    return writes.once(
        caller,
        work,
        key,
        "sighting " + id,
        id,
        request,
        Mono.defer(() -> sightings.report(caller, work, id, request)));
  }

  @PostMapping("/sightings/{sighting}/release")
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> send(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @PathVariable UUID sighting) {
    return writes
        .once(
            caller,
            work,
            key,
            "send sighting " + sighting,
            id,
            id,
            sightings.send(caller, work, id, sighting))
        .doOnNext(_ -> sequencer.wake());
  }

  @GetMapping(path = "/sightings", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Statements.Sightings> sightings(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    return StixReader.isId(id)
        ? sightings.list(caller, work, id).switchIfEmpty(Mono.error(WorkController::unseen))
        : Mono.error(unseen());
  }

  @GetMapping(path = "/work", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<Statements.State> state(
      @AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    return StixReader.isId(id)
        ? alerts.state(caller, work, id).switchIfEmpty(Mono.error(WorkController::unseen))
        : Mono.error(unseen());
  }

  private static ProblemException unseen() {
    return new ProblemException(ProblemType.NOT_FOUND, "Check the id; or you may not see it.");
  }
}
