package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.risk.ranking.RankingStreams.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The order of boxes, read once or followed. No answer leaves before it is on record who read it.
 */
@RestController
@RequestMapping("/api/risk/ranking")
class RankingController {
  /** Who may read scores and reasons, as far as handling lets them. */
  static final String READERS =
      "hasAnyAuthority('risk-analyst', 'intel-analyst', 'intel-officer', 'intel-reader')";

  private static final Duration COMMENT = Duration.ofSeconds(10);

  private final Rankings rankings;
  private final RankingStreams streams;
  private final Readers readers;
  private final Shown shown;
  private final TransactionalOperator transaction;
  private final Clock clock;

  RankingController(
      Rankings rankings,
      RankingStreams streams,
      Readers readers,
      Shown shown,
      TransactionalOperator transaction,
      Clock clock) {
    this.rankings = rankings;
    this.streams = streams;
    this.readers = readers;
    this.shown = shown;
    this.transaction = transaction;
    this.clock = clock;
  }

  record Ranking(Instant asOf, List<RankingEntry> items) {}

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  @PreAuthorize(READERS)
  Mono<Ranking> ranking(
      @AuthenticationPrincipal Caller caller,
      Work work,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > Rankings.LONGEST) {
      return Mono.error(
          new ProblemException(Problem.field("limit", "give 1 to " + Rankings.LONGEST)));
    }
    Recipient reader = readers.classOf(caller, work);
    return rankings
        .top(reader, limit)
        .flatMap(
            items ->
                shown
                    .record(caller, work, "read ranking", items)
                    .thenReturn(new Ranking(clock.instant(), items)))
        .as(transaction::transactional);
  }

  @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @PreAuthorize(READERS)
  Flux<ServerSentEvent<Object>> stream(@AuthenticationPrincipal Caller caller, Work work) {
    Recipient reader = readers.classOf(caller, work);
    Flux<ServerSentEvent<Object>> entries =
        streams
            .changes(reader)
            .onBackpressureBuffer(64)
            .concatMap(change -> recorded(caller, work, change));
    Flux<ServerSentEvent<Object>> comments =
        Flux.interval(Duration.ZERO, COMMENT)
            .onBackpressureDrop()
            .map(_ -> ServerSentEvent.builder().comment("still here").build());
    Duration left = Duration.between(clock.instant(), caller.expires());
    return shown
        .record(caller, work, "follow ranking", List.of())
        .thenMany(Flux.merge(entries, comments))
        .takeUntilOther(Mono.delay(left.isNegative() ? Duration.ZERO : left));
  }

  private Flux<ServerSentEvent<Object>> recorded(Caller caller, Work work, Change change) {
    Stream<ServerSentEvent<Object>> gone =
        change.gone().stream().map(box -> event("gone", Map.of("container", box)));
    Stream<ServerSentEvent<Object>> entries =
        change.entries().stream().map(entry -> event("entry", entry));
    return shown
        .record(caller, work, "follow ranking", change.entries())
        .thenMany(Flux.fromStream(() -> Stream.concat(gone, entries)));
  }

  private static ServerSentEvent<Object> event(String name, Object data) {
    return ServerSentEvent.builder(data).event(name).build();
  }
}
