package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.IdempotencyKey;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.acceptance.Leaving;
import eu.portsalliance.intel.alert.Writes;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files of alerts, for people and for peers (openapi.yaml, .../attachments). */
@RestController
class AttachmentController {

  private static final String ALERT = "/api/intel/alerts/{id}/attachments";
  private static final DefaultDataBufferFactory BUFFERS = DefaultDataBufferFactory.sharedInstance;

  private final Uploads uploads;
  private final Downloads downloads;
  private final Writes writes;

  AttachmentController(Uploads uploads, Downloads downloads, Writes writes) {
    this.uploads = uploads;
    this.downloads = downloads;
    this.writes = writes;
  }

  /** The version of the draft that was read. */
  record Removal(@Nullable Integer version) {}

  @PostMapping(path = ALERT)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> attach(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @RequestParam int version,
      ServerHttpRequest request) {
    return uploads.take(caller, work, key, id, Uploads.sent(request, version));
  }

  @DeleteMapping(path = ALERT + "/{sha256}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<byte[]>> remove(
      @AuthenticationPrincipal Caller caller,
      Work work,
      IdempotencyKey key,
      @PathVariable String id,
      @PathVariable String sha256,
      @RequestBody Removal request) {
    Integer version = request.version();
    if (version == null) {
      return Mono.error(
          new ProblemException(Problem.field("version", "is needed: the version that you read")));
    }
    return writes.once(
        caller,
        work,
        key,
        "remove attachment " + id + " " + sha256,
        id,
        request,
        Mono.defer(() -> uploads.remove(caller, work, id, sha256, version)));
  }

  @GetMapping(path = ALERT + "/{sha256}")
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<Flux<DataBuffer>>> save(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @PathVariable String id,
      @PathVariable String sha256) {
    return named(id, sha256)
        ? downloads
            .saved(caller, work, id, sha256)
            .map(AttachmentController::file)
            .switchIfEmpty(absent())
        : absent();
  }

  @GetMapping(path = ALERT + "/{sha256}/view")
  @PreAuthorize("hasAnyAuthority('intel-reader', 'intel-analyst', 'intel-officer')")
  Mono<ResponseEntity<Flux<DataBuffer>>> view(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @PathVariable String id,
      @PathVariable String sha256) {
    return named(id, sha256)
        ? downloads
            .shown(caller, work, id, sha256)
            .map(given -> answer(given, ContentDisposition.inline()))
            .switchIfEmpty(absent())
        : absent();
  }

  @GetMapping(path = "/api/intel/peer/v1/objects/{id}/attachments/{sha256}")
  @PreAuthorize("hasAuthority('peer')")
  Mono<ResponseEntity<Flux<DataBuffer>>> hand(
      @AuthenticationPrincipal Peer peer,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String assertion,
      @PathVariable String id,
      @PathVariable String sha256) {
    return named(id, sha256)
        ? Mono.justOrEmpty(Leaving.Asking.of(peer, assertion))
            .flatMap(asking -> downloads.hand(asking, id, sha256))
            .map(AttachmentController::file)
            .switchIfEmpty(absent())
        : absent();
  }

  private static boolean named(String id, String sha256) {
    return StixReader.isId(id) && StixReader.isAttachment(sha256);
  }

  private static <T> Mono<T> absent() {
    return Mono.error(
        () -> new ProblemException(ProblemType.NOT_FOUND, "Check the id; or you may not see it."));
  }

  /** For a browser a file to save, whatever it thinks that it has found in it. */
  private static ResponseEntity<Flux<DataBuffer>> file(Downloads.Given given) {
    StixAlert.Attachment file = given.attachment();
    String name = FileType.of(file.type()).map(known -> known.named(file.name())).orElse("file");
    return answer(
        given,
        ContentDisposition.attachment()
            .filename(mark(given.obligations()) + name, StandardCharsets.UTF_8));
  }

  /** The bytes are signed as they are: the mark goes with the name under which they are kept. */
  private static String mark(Set<Obligation> obligations) {
    if (obligations.contains(Obligation.MARK_NOT_IN_COURT)) {
      return "H1 not in court - ";
    }
    return obligations.contains(Obligation.MARK_NOT_ONWARD) ? "H2 not onward - " : "";
  }

  private static ResponseEntity<Flux<DataBuffer>> answer(
      Downloads.Given given, ContentDisposition.Builder how) {
    StixAlert.Attachment file = given.attachment();
    MediaType type =
        FileType.of(file.type()).map(FileType::media).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return ResponseEntity.ok()
        .contentType(type)
        .contentLength(file.size())
        .header(HttpHeaders.CONTENT_DISPOSITION, how.build().toString())
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(given.bytes().map(BUFFERS::wrap));
  }
}
