package eu.portsalliance.intel.delivery;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a reader stands in what a class was given. A log that was restored and grew differently has
 * that number at another moment or not at all, so that place is not in it.
 *
 * @param seq the number of the last entry that was read; 0 before the first
 * @param moment when that entry became visible, in microseconds since 1970
 */
public record Place(long seq, long moment) {

  /** Before the first entry. */
  public static final Place START = new Place(0, 0);

  /** That of an entry. */
  static Place at(long seq, Instant visibleAt) {
    return new Place(seq, ChronoUnit.MICROS.between(Instant.EPOCH, visibleAt));
  }

  /** The moment as a time. */
  Instant visibleAt() {
    return Instant.EPOCH.plus(moment, ChronoUnit.MICROS);
  }
}
