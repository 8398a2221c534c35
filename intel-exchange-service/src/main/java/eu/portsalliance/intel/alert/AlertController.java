package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.Sequencer;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts for people, and for machines with a token (openapi.yaml, /api/intel/alerts). */
@RestController
@RequestMapping("/api/intel/alerts")
class AlertController {

  private static final int MOST = 200;

  private final Drafting drafting;
  private final Releases releases;
  private final Readings readings;
  private final AlertStream stream;
  private final Writes writes;
  private final Sequencer sequencer;

  AlertController(
      Drafting drafting,
      Releases releases,
      Readings readings,
      AlertStream stream,
      Writes writes,
      Sequencer sequencer) {
    this.drafting = drafting;
    this.releases = releases;
    this.readings = readings;
    this.stream = stream;
    this.writes = writes;
    this.sequencer = sequencer;
  }

  /**
   * What a release asks for.
   *
   * @param version the version of the draft that the officer read
   * @param audience the organisations that the officer was shown; where given, the release is
   *     refused when the directory has made another list of them since
   */
  record ReleaseRequest(@Nullable Integer version, @Nullable List<String> audience) {}

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> draft(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @RequestBody DraftRequest request) {
    return writes.once(
        caller,
        work,
        key,
        "draft alert",
        request,
        Mono.defer(() -> drafting.write(caller, work, request)));
  }

  @PostMapping(path = "/{id}/release", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('intel-officer')")
  Mono<ResponseEntity<byte[]>> release(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestBody ReleaseRequest request) {
    Integer version = request.version();
    if (version == null || version < 1) {
      return Mono.error(
          new ProblemException(
              Problem.field("version", "is needed: the version of the draft that you read")));
    }
    Optional<Set<String>> shown = Optional.ofNullable(request.audience()).map(HashSet::new);
    return writes
        .once(
            caller,
            work,
            key,
            "release " + id,
            id,
            request,
            Mono.defer(() -> releases.release(caller, work, id, version, shown)))
        .doOnNext(_ -> sequencer.wake());
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<AlertView.Page> list(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestParam(defaultValue = "released") String state,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (limit < 1 || limit > MOST) {
      return Mono.error(new ProblemException(Problem.field("limit", "is 1 to " + MOST)));
    }
    return switch (state) {
      case "released" -> readings.released(caller, work, limit, cursor);
      case "draft", "in-review", "revoked" -> readings.own(caller, work, state, limit, cursor);
      default ->
          Mono.error(
              new ProblemException(
                  Problem.field("state", "is draft, in-review, released or revoked")));
    };
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<AlertView> read(@AuthenticationPrincipal Caller caller, Work work, @PathVariable String id) {
    Mono<AlertView> found = StixReader.isId(id) ? readings.one(caller, work, id) : Mono.empty();
    return found.switchIfEmpty(
        Mono.error(
            () ->
                new ProblemException(
                    ProblemType.NOT_FOUND, "Check the id; or you may not see it.")));
  }

  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> stream(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    return stream
        .open(caller, work, lastEventId)
        .map(
            events ->
                ResponseEntity.ok()
                    .contentType(MediaType.TEXT_EVENT_STREAM)
                    .header("X-Accel-Buffering", "no")
                    .body(events));
  }
}
