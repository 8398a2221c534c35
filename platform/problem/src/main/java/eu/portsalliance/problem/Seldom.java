package eu.portsalliance.problem;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says the same thing once in ten seconds and then how often it was so: what a stranger can cause
 * with each request must not fill the log.
 */
public final class Seldom {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private record Said(Instant at, long held, long told) {}

  private final InstantSource clock;
  private final Map<String, Said> said = new ConcurrentHashMap<>();

  public Seldom(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one.
   *
   * @param what one of a small number of things, never anything that a caller chose
   * @return how many there were since it was said last, this one included; empty when not to be
   *     said now
   */
  public OptionalLong due(String what) {
    Instant now = clock.instant();
    long told = said.merge(what, new Said(now, 0, 1), (before, _) -> next(before, now)).told();
    return told > 0 ? OptionalLong.of(told) : OptionalLong.empty();
  }

  private static Said next(Said before, Instant now) {
    return Duration.between(before.at(), now).abs().compareTo(PAUSE) >= 0
        ? new Said(now, 0, before.held() + 1)
        : new Said(before.at(), before.held() + 1, 0);
  }
}
