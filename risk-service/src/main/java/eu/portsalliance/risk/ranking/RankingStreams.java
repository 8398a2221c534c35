package eu.portsalliance.risk.ranking;

import eu.portsalliance.handling.Recipient;
import eu.portsalliance.risk.wake.Wake;
import eu.portsalliance.risk.wake.Wakes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * The ranking as it changes. All readers of one class share one computation; each gets the
 * difference to what it was told before. Since only that is compared which the class may see, what
 * it may not see never makes its stream move.
 */
@Component
class RankingStreams {
  /** How often it is asked whether the whole is to be looked at. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final Duration LINGER = Duration.ofSeconds(10);

  private final Looks looks;
  private final Wakes wakes;
  private final Clock clock;
  private final Map<Recipient, Flux<List<RankingEntry>>> shared = new ConcurrentHashMap<>();

  RankingStreams(Looks looks, Wakes wakes, Clock clock) {
    this.looks = looks;
    this.wakes = wakes;
    this.clock = clock;
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

  /** While nobody follows, nothing is computed. */
  private Flux<List<RankingEntry>> share(Recipient reader) {
    Flux<Wake> ticks = Flux.interval(Duration.ZERO, TICK).map(_ -> Wake.NOTHING);
    return Flux.defer(() -> followed(new LiveRanking(looks, reader, clock), ticks))
        .doFinally(_ -> shared.remove(reader))
        .replay(1)
        .refCount(1, LINGER);
  }

  private Flux<List<RankingEntry>> followed(LiveRanking ranking, Flux<Wake> ticks) {
    return wakes.with(ticks).concatMap(ranking::next, 0);
  }

  /** What one stream has been told. The first ranking is where it begins. */
  private static final class Told {
    private Map<String, RankingEntry> before = new HashMap<>();
    private boolean begun;

    Change next(List<RankingEntry> ranking) {
      Map<String, RankingEntry> now = new HashMap<>();
      List<RankingEntry> changed = new ArrayList<>();
      int position = 0;
      for (RankingEntry entry : ranking) {
        position++;
        now.put(entry.container(), entry);
        // a box that others overtook has not changed: its position follows from theirs
        if (begun && !entry.equals(before.get(entry.container()))) {
          changed.add(entry.at(position));
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
