package eu.portsalliance.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Duration OFTEN = Duration.ofMillis(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void itLooksUntilItIsSo() {
    AtomicInteger looks = new AtomicInteger();
    assertThat(Waiting.until(() -> looks.incrementAndGet() == 3, OFTEN, LONG)).isTrue();
    assertThat(looks).hasValue(3);
  }

  @Test
  void itGivesUpInTimeAndWhenItIsInterrupted() {
    assertThat(Waiting.until(() -> false, OFTEN, Duration.ofMillis(5))).isFalse();
    Thread.currentThread().interrupt();
    assertThat(Waiting.until(() -> false, OFTEN, LONG)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatALookThrowsIsThrown() {
    assertThatThrownBy(
            () ->
                Waiting.until(
                    () -> {
                      throw new IOException("no");
                    },
                    OFTEN,
                    LONG))
        .isInstanceOf(IOException.class);
  }
}
