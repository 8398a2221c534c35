package eu.portsalliance.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Times that somebody wrote. */
public final class Times {

  /** What lies outside nobody means, and not every store can hold it. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Times() {}

  /** A time as RFC 3339 writes it, of the years 1 to 9999; empty for anything else. */
  public static Optional<Instant> read(String text) {
    try {
      Instant time = Instant.parse(text);
      return Optional.of(time).filter(t -> !t.isBefore(FIRST) && !t.isAfter(LAST));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
