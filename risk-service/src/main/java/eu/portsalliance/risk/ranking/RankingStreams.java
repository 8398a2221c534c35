package eu.portsalliance.risk.ranking;

import eu.portsalliance.handling.Recipient;
import eu.portsalliance.risk.wake.Wakes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ranking as it changes. All readers of one class share one computation; each gets the
 * difference to what it was told before. Since only that is compared which the class may see, what
 * it may not see never makes its stream move.
 */
@Component
class RankingStreams {
  private static final Logger LOG = LoggerFactory.getLogger(RankingStreams.class);

  /** Between two computations for one class, so that a flood of events stays one of queries. */
  private static final Duration SPACING = Duration.ofMillis(50);

  /** Alerts begin and end by the clock, and a wake may be lost with another replica. */
  private static final Duration ANYWAY = Duration.ofSeconds(5);

  private static final Duration LINGER = Duration.ofSeconds(10);

  private final Rankings rankings;
  private final Wakes wakes;
  private final Map<Recipient, Flux<List<RankingEntry>>> shared = new ConcurrentHashMap<>();

  RankingStreams(Rankings rankings, Wakes wakes) {
    this.rankings = rankings;
    this.wakes = wakes;
  }

  /**
   * What changed for a reader.
   *
   * @param entries new or changed, by position
   * @param gone numbers of boxes that left the part of the ranking that is followed
   */
  record Change(List<RankingEntry> entries, List<String> gone) {
    Change {
      entries = List.copyOf(entries);
      gone = List.copyOf(gone);
    }

    boolean empty() {
      return entries.isEmpty() && gone.isEmpty();
    }
  }

  /** Changes from now on, never an empty one. */
  Flux<Change> changes(Recipient reader) {
    return Flux.defer(
        () -> {
          Told told = new Told();
          return shared
              .computeIfAbsent(reader, this::share)
              .map(told::next)
              .filter(c -> !c.empty());
        });
  }

  private Flux<List<RankingEntry>> share(Recipient reader) {
    return Flux.merge(
            wakes.all().map(_ -> "wake"), Flux.interval(Duration.ZERO, ANYWAY).map(_ -> "anyway"))
        .onBackpressureLatest()
        .concatMap(_ -> compute(reader).concatWith(pause()), 0)
        .doFinally(_ -> shared.remove(reader))
        .replay(1)
        .refCount(1, LINGER);
  }

  private Mono<List<RankingEntry>> compute(Recipient reader) {
    return rankings
        .top(reader, Rankings.LONGEST)
        .onErrorResume(
            failure -> {
              LOG.warn("A ranking was not computed and will be: {}", failure.toString());
              return Mono.empty();
            });
  }

  private static Mono<List<RankingEntry>> pause() {
    return Mono.delay(SPACING).then(Mono.empty());
  }

  /** What one stream has been told. The first ranking is where it begins. */
  private static final class Told {
    private Map<String, RankingEntry> before = new HashMap<>();
    private boolean begun;

    Change next(List<RankingEntry> ranking) {
      Map<String, RankingEntry> now = new HashMap<>();
      List<RankingEntry> changed = new ArrayList<>();
      for (RankingEntry entry : ranking) {
        // a box that others overtook has not changed: its position follows from theirs
        RankingEntry content = entry.at(0);
        now.put(entry.container(), content);
        if (begun && !content.equals(before.get(entry.container()))) {
          changed.add(entry);
        }
      }
      List<String> gone =
          before.keySet().stream().filter(box -> !now.containsKey(box)).sorted().toList();
      before = now;
      begun = true;
      return new Change(changed, gone);
    }
  }
}
