package eu.portsalliance.local;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what others do, where nobody says that it is done. */
public final class Waiting {
  private static final Duration OFTEN = Duration.ofMillis(20);

  private Waiting() {}

  /** One look at whether it is so. */
  public interface Look<E extends Exception> {
    boolean isSo() throws E;
  }

  /** Looks again and again, where a look costs little. */
  public static <E extends Exception> boolean until(Look<E> look, Duration patience) throws E {
    return until(look, OFTEN, patience);
  }

  /** Looks again and again until it is so; false when it did not become so in time. */
  public static <E extends Exception> boolean until(Look<E> look, Duration every, Duration patience)
      throws E {
    long end = System.nanoTime() + patience.toNanos();
    while (!look.isSo()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(every.toNanos());
    }
    return true;
  }
}
