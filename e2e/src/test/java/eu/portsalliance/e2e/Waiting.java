package eu.portsalliance.e2e;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what is bound to come, as long as a loaded machine may take. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(150);

  private Waiting() {}

  static void until(Callable<Boolean> so) {
    until(so, PATIENCE);
  }

  static void until(Callable<Boolean> so, Duration patience) {
    Awaitility.await().atMost(patience).pollInterval(LOOK).until(so);
  }
}
