package eu.portsalliance.risk.ranking;

import eu.portsalliance.handling.Recipient;
import eu.portsalliance.risk.wake.Wake;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ranking that one class of reader follows. A wake costs a look at the boxes that it names. The
 * whole is looked at every few seconds, since alerts begin and end by the clock and a wake may be
 * lost with another replica. What a look costs says how long it is until the next, so that a flood
 * of changes stays one of changes and does not become one of queries.
 */
final class LiveRanking {
  private static final Logger LOG = LoggerFactory.getLogger(LiveRanking.class);

  private static final Duration SPACING = Duration.ofMillis(50);
  private static final int PAUSE_TIMES = 5;

  /** A look that took long because others held it up must not hold up the next as well. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

  private static final Duration WHOLE_SPACING = Duration.ofSeconds(5);
  private static final int WHOLE_PAUSE_TIMES = 10;

  private final Looks looks;
  private final Recipient reader;
  private final Clock clock;
  private final Board board = new Board();

  /** Whether the whole must be looked at as soon as it may: at the beginning, and after doubt. */
  private boolean owed = true;

  private Instant owedFrom = Instant.MIN;
  private Instant wholeFrom = Instant.MIN;
  private Duration pause = SPACING;

  LiveRanking(Looks looks, Recipient reader, Clock clock) {
    this.looks = looks;
    this.reader = reader;
    this.clock = clock;
  }

  /** The ranking after a wake, if it was looked at; then the pause. One call after the other. */
  Flux<List<RankingEntry>> next(Wake wake) {
    owed |= wake.everything();
    Instant now = clock.instant();
    if (!now.isBefore(owed ? owedFrom : wholeFrom)) {
      return paused(whole(now));
    }
    return owed || wake.boxes().isEmpty() ? Flux.empty() : paused(some(wake, now));
  }

  private Mono<List<RankingEntry>> whole(Instant begun) {
    owed = true;
    return looks
        .head(reader, Board.HELD)
        .map(
            head -> {
              board.fill(head);
              owed = false;
              return board.head();
            })
        .doOnTerminate(() -> spaceWhole(Duration.between(begun, clock.instant())));
  }

  private Mono<List<RankingEntry>> some(Wake wake, Instant begun) {
    return looks
        .of(reader, wake.boxes())
        .doOnTerminate(() -> space(Duration.between(begun, clock.instant())))
        .flatMap(
            now ->
                board.move(wake.boxes(), now) ? Mono.just(board.head()) : whole(clock.instant()));
  }

  private Flux<List<RankingEntry>> paused(Mono<List<RankingEntry>> look) {
    return look.onErrorResume(this::later)
        .concatWith(Mono.defer(() -> Mono.delay(pause)).then(Mono.empty()));
  }

  private Mono<List<RankingEntry>> later(Throwable failure) {
    LOG.warn("A ranking was not computed and will be: {}", failure.toString());
    owed = true;
    return Mono.empty();
  }

  private void space(Duration took) {
    Duration rest = took.multipliedBy(PAUSE_TIMES);
    pause = rest.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer(SPACING, rest);
  }

  private void spaceWhole(Duration took) {
    Instant now = clock.instant();
    Duration rest = took.multipliedBy(WHOLE_PAUSE_TIMES);
    pause = SPACING;
    owedFrom = now.plus(rest);
    wholeFrom = now.plus(longer(WHOLE_SPACING, rest));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
