package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void pausesDoubleUpToHalfAMinuteAndAreShortAgainAfterASteadyRun() {
    Backoff backoff = new Backoff();
    assertThat(backoff.next(false)).isEqualTo(Duration.ofMillis(250));
    assertThat(backoff.next(false)).isEqualTo(Duration.ofMillis(500));
    for (int i = 0; i < 10; i++) {
      assertThat(backoff.next(false)).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }
    assertThat(backoff.next(false)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.next(true)).isEqualTo(Duration.ofMillis(250));
    assertThat(backoff.next(false)).isEqualTo(Duration.ofMillis(500));
  }
}
