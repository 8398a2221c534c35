package eu.portsalliance.bench.harness;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A schedule that does not wait for answers: the moment at which each request ought to begin is
 * fixed beforehand, and its latency counts from there, so that a system that stalls is charged for
 * those that had to wait too (no coordinated omission).
 *
 * @param start {@link System#nanoTime()} of the first
 * @param rate how many begin in a second
 * @param count how many there are
 */
public record OpenLoop(long start, int rate, int count) {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  public OpenLoop {
    if (rate < 1 || count < 0) {
      throw new IllegalArgumentException("a schedule needs a rate of one a second or more");
    }
  }

  /** Begins after a short while, so that the first is not late. */
  public static OpenLoop soon(int rate, int count) {
    return new OpenLoop(System.nanoTime() + SECOND / 10, rate, count);
  }

  /** The {@link System#nanoTime()} at which this one ought to begin, from 0. */
  public long intended(int index) {
    return start + index * SECOND / rate;
  }

  /**
   * Begins each in its time, on the calling thread: what takes longer than a step has to go to
   * another thread.
   *
   * @return how late each was begun, which is the generator's own part
   */
  public Latencies run(IntConsumer begin) {
    Latencies late = new Latencies();
    for (int i = 0; i < count; i++) {
      long intended = intended(i);
      for (long left = intended - System.nanoTime();
          left > 0;
          left = intended - System.nanoTime()) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          throw new Unmeasurable("It was interrupted.");
        }
      }
      late.add(System.nanoTime() - intended);
      begin.accept(i);
    }
    return late;
  }
}
