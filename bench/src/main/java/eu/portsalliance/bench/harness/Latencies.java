package eu.portsalliance.bench.harness;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Durations of one kind, kept to three digits; may be added to by one thread at a time. */
public final class Latencies {
  private static final int DIGITS = 3;
  private static final double MICROS = 1000.0;
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

  private final Histogram micros = new Histogram(LONGEST, DIGITS);

  /**
   * Adds one, in nanoseconds. Less than nothing counts as nothing: clocks that are compared may
   * differ by microseconds.
   */
  public void add(long nanos) {
    micros.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
  }

  public long count() {
    return micros.getTotalCount();
  }

  /** The smallest value that so many percent do not exceed, in milliseconds; 0 of none. */
  public double percentile(double percent) {
    return count() == 0 ? 0 : micros.getValueAtPercentile(percent) / MICROS;
  }

  public double p50() {
    return percentile(50);
  }

  public double p99() {
    return percentile(99);
  }

  public double most() {
    return count() == 0 ? 0 : micros.getMaxValue() / MICROS;
  }
}
