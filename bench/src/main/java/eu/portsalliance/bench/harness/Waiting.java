package eu.portsalliance.bench.harness;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what others do. */
public final class Waiting {
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private Waiting() {}

  /** Looks until it is so; false when it did not become so in time. */
  public static boolean until(BooleanSupplier so, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK);
    }
    return true;
  }
}
