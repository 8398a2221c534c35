package eu.portsalliance.bench.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lays {@link System#nanoTime()} beside the clock that the database writes. */
public record WallClock(Instant instant, long nanos) {

  /** The two clocks as they stand now. */
  public static WallClock now(Clock clock) {
    long before = System.nanoTime();
    Instant instant = clock.instant();
    long after = System.nanoTime();
    return new WallClock(instant, before + (after - before) / 2);
  }

  /** The {@link System#nanoTime()} of a moment. */
  public long nanosAt(Instant moment) {
    return nanos + Duration.between(instant, moment).toNanos();
  }
}
