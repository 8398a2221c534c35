package eu.portsalliance.risk.testing;

import eu.portsalliance.risk.container.ContainerNumber;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers of boxes that no other test has. */
public final class Boxes {
  private static final AtomicInteger SERIAL = new AtomicInteger(100_000);

  private Boxes() {}

  /** A sound number. */
  public static String next() {
    String stem = "TSTU" + String.format(Locale.ROOT, "%06d", SERIAL.incrementAndGet());
    return stem + new ContainerNumber(stem + "0").expectedCheckDigit().orElseThrow();
  }
}
