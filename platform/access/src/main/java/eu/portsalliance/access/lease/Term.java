package eu.portsalliance.access.lease;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** One time for which a lease is held here, from taking it to losing it. */
final class Term {

  private final String name;
  private final long fence;
  private final Sinks.Empty<Void> ended = Sinks.empty();
  private volatile long until;
  private volatile boolean over;

  /**
   * A term that has begun.
   *
   * @param fence higher than that of every term of this lease before it, in whatever process
   * @param asked {@link System#nanoTime()} before the database was asked: for it, the life of the
   *     lease began later
   */
  Term(String name, long fence, long asked, Duration life) {
    this.name = name;
    this.fence = fence;
    this.until = asked + life.toNanos();
  }

  String name() {
    return name;
  }

  long fence() {
    return fence;
  }

  void renewed(long asked, Duration life) {
    until = asked + life.toNanos();
  }

  /** Whether it stands, as far as this process can know without asking. */
  boolean stands() {
    return !over && System.nanoTime() - until < 0;
  }

  void end() {
    over = true;
    ended.tryEmitEmpty();
  }

  /** Completes when it is over. */
  Mono<Void> ended() {
    return ended.asMono();
  }
}
