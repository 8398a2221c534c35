package eu.portsalliance.local;

import java.time.Duration;

/**
 * How long to wait before a part that died is started again: doubling, and short again after a
 * steady run.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = FIRST;

  /** The pause before the next start; {@code steady} says that the last run was a long one. */
  Duration next(boolean steady) {
    Duration pause = steady ? FIRST : next;
    Duration doubled = pause.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return pause;
  }
}
