package eu.portsalliance.intel.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * The newest entries of one class, read once for all who follow it in this process. Followers keep
 * their own place, so a signal that one of them misses costs nothing but time.
 */
final class Tail {

  private static final int KEPT = 256;
  private static final long NOT_STARTED = -1;

  private final Sinks.Many<Long> signals = Sinks.many().multicast().directBestEffort();
  private final ArrayDeque<Delivered> window = new ArrayDeque<>();
  private long last = NOT_STARTED;
  private long known;
  private int followers;

  Flux<Long> signals() {
    return signals.asFlux();
  }

  /** One more follower; returns this. */
  synchronized Tail joined() {
    followers++;
    return this;
  }

  /** One follower less; returns whether any is left. */
  synchronized boolean left() {
    return --followers > 0;
  }

  /**
   * Begins at a number that was read after somebody followed; entries up to it are not kept here.
   */
  synchronized void startAt(long head) {
    if (last == NOT_STARTED) {
      last = head;
      known = Math.max(known, head);
    }
  }

  /** Hears of a number; says whether there is something to read. */
  synchronized boolean heard(long head) {
    known = Math.max(known, head);
    return last != NOT_STARTED && known > last;
  }

  /** The number after which to read, if there is something to read. */
  synchronized Optional<Long> behind() {
    return last != NOT_STARTED && known > last ? Optional.of(last) : Optional.empty();
  }

  /** Takes what was read; only what follows on is kept, so that the window has no gap. */
  void append(List<Delivered> read) {
    long head;
    synchronized (this) {
      for (Delivered entry : read) {
        if (entry.seq() == last + 1) {
          if (entry.withdrawn() || entry.object().withdrawal()) {
            forget(entry.object().id());
          }
          window.addLast(entry);
          last = entry.seq();
        }
      }
      while (window.size() > KEPT) {
        window.removeFirst();
      }
      known = Math.max(known, last);
      head = last;
    }
    signals.emitNext(head, Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(1)));
  }

  /** Who comes again with an old place must not be given what was taken back since. */
  private void forget(String id) {
    List<Delivered> kept = new ArrayList<>(window);
    kept.replaceAll(entry -> entry.object().id().equals(id) ? entry.lost() : entry);
    window.clear();
    window.addAll(kept);
  }

  /** Entries after a number, if the window reaches back that far and has any. */
  synchronized Optional<List<Delivered>> after(long position, int limit) {
    if (window.isEmpty() || position >= last || position < window.getFirst().seq() - 1) {
      return Optional.empty();
    }
    List<Delivered> entries = new ArrayList<>();
    for (Delivered entry : window) {
      if (entry.seq() > position && entries.size() < limit) {
        entries.add(entry);
      }
    }
    return Optional.of(entries);
  }
}
