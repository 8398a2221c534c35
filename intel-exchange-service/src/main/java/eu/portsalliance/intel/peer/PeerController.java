package eu.portsalliance.intel.peer;

import eu.portsalliance.intel.Closing;
import eu.portsalliance.intel.acceptance.Leaving;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.peers.Directories;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.Peer;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What peers, and services of this port, are given (docs/protocol/peer-v1.md). */
@RestController
@RequestMapping("/api/intel/peer/v1")
class PeerController {

  static final int MOST_OBJECTS = 100;
  static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  /** For the replicas of one peer; one that takes them all must leave the gateway's to others. */
  static final int MOST_STREAMS = 8;

  private static final ServerSentEvent<Map<String, Long>> ALIVE =
      ServerSentEvent.<Map<String, Long>>builder().comment("").build();
  private static final ServerSentEvent<Map<String, Long>> HINT =
      ServerSentEvent.<Map<String, Long>>builder().event("hint").data(Map.of()).build();

  private final Outbox outbox;
  private final Receipts receipts;
  private final Alliance alliance;
  private final Directories directories;
  private final Closing closing;
  private final Clock clock;
  private final Map<Peer, Integer> open = new ConcurrentHashMap<>();

  PeerController(
      Outbox outbox,
      Receipts receipts,
      Alliance alliance,
      Directories directories,
      Closing closing,
      Clock clock) {
    this.outbox = outbox;
    this.receipts = receipts;
    this.alliance = alliance;
    this.directories = directories;
    this.closing = closing;
    this.clock = clock;
  }

  @GetMapping(path = "/hints", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize("hasAnyAuthority('peer', 'service')")
  Mono<ResponseEntity<Flux<ServerSentEvent<Map<String, Long>>>>> hints(
      @AuthenticationPrincipal Peer peer,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String assertion) {
    if (open.getOrDefault(peer, 0) >= MOST_STREAMS) {
      return Mono.error(
          new ProblemException(
              ProblemType.TOO_MANY_REQUESTS,
              "Close a hint stream first: " + MOST_STREAMS + " may be open at once."));
    }
    String kid = Jws.claimedKey(assertion.substring(assertion.indexOf(' ') + 1)).orElse("");
    Flux<ServerSentEvent<Map<String, Long>>> hints =
        outbox
            .signals(recipient(peer), Leaving.Asking.of(peer, assertion))
            .map(_ -> HINT)
            .onBackpressureLatest();
    // one informed peer is enough: whoever holds an older one asks for it
    Flux<ServerSentEvent<Map<String, Long>>> serials =
        Flux.merge(
                Mono.fromSupplier(alliance::members).flatMap(Mono::justOrEmpty), alliance.changes())
            .onBackpressureLatest()
            .map(members -> serial(members.directory().serial()));
    Flux<ServerSentEvent<Map<String, Long>>> alive =
        Flux.interval(KEEP_ALIVE).onBackpressureDrop().map(_ -> ALIVE).startWith(ALIVE);
    // The directory ends the stream at once; a key that runs out, at the next beat.
    Flux<Boolean> left =
        Flux.merge(alliance.changes().map(_ -> true), Flux.interval(KEEP_ALIVE).map(_ -> true))
            .filter(_ -> !mayStay(peer, kid));
    Flux<ServerSentEvent<Map<String, Long>>> stream =
        Flux.merge(alive, serials, hints)
            .takeUntilOther(left.next())
            .takeUntilOther(closing.begun())
            .doOnSubscribe(_ -> open.merge(peer, 1, Integer::sum))
            .doFinally(_ -> open.computeIfPresent(peer, (_, n) -> n == 1 ? null : n - 1));
    return Mono.just(
        ResponseEntity.ok()
            .contentType(MediaType.TEXT_EVENT_STREAM)
            .header("X-Accel-Buffering", "no")
            .body(stream));
  }

  @GetMapping(path = "/objects", produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAnyAuthority('peer', 'service')")
  Mono<ObjectPage> objects(
      @AuthenticationPrincipal Peer peer,
      @RequestHeader(HttpHeaders.AUTHORIZATION) String assertion,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    if (limit < 1 || limit > MOST_OBJECTS) {
      return Mono.error(new ProblemException(Problem.field("limit", "is 1 to " + MOST_OBJECTS)));
    }
    return outbox.page(recipient(peer), Leaving.Asking.of(peer, assertion), cursor, limit);
  }

  @PostMapping(path = "/receipts", consumes = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize("hasAuthority('peer')")
  Mono<ResponseEntity<Void>> receipts(
      @AuthenticationPrincipal Peer peer, @RequestBody ReceiptPage page) {
    return receipts
        .keep(peer.port(), page.checked())
        .thenReturn(ResponseEntity.noContent().<Void>build());
  }

  @GetMapping(path = "/directory", produces = "application/jose")
  @PreAuthorize("hasAnyAuthority('peer', 'service')")
  Mono<String> directory() {
    return Mono.justOrEmpty(directories.document())
        .switchIfEmpty(
            Mono.error(
                () ->
                    new ProblemException(
                        ProblemType.NOT_FOUND, "No directory has been received here yet.")));
  }

  private static ServerSentEvent<Map<String, Long>> serial(long serial) {
    return ServerSentEvent.<Map<String, Long>>builder()
        .event("directory")
        .data(Map.of("serial", serial))
        .build();
  }

  /** Whether a stream that was opened with this key may stay open. */
  private boolean mayStay(Peer peer, String kid) {
    return peer.service().isPresent()
        || alliance
            .members()
            .flatMap(members -> members.key(peer.port().value(), kid, clock.instant()))
            .isPresent();
  }

  private static RecipientClass recipient(Peer peer) {
    return peer.service()
        .map(RecipientClass::service)
        .orElseGet(() -> RecipientClass.peer(peer.port()));
  }
}
