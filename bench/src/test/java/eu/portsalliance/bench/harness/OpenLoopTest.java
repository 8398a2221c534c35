package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

  @Test
  void requestsAreSpreadEvenlyAndDoNotDrift() {
    OpenLoop loop = new OpenLoop(1_000, 3, 10_000);

    assertThat(loop.intended(0)).isEqualTo(1_000);
    assertThat(loop.intended(1)).isEqualTo(1_000 + 333_333_333L);
    assertThat(loop.intended(3)).isEqualTo(1_000 + 1_000_000_000L);
    assertThat(loop.intended(9_999)).isEqualTo(1_000 + 3_333_000_000_000L);
  }

  @Test
  void noneBeginsBeforeItsTimeAndAllBegin() {
    OpenLoop loop = OpenLoop.soon(1_000, 50);
    List<Long> begun = new ArrayList<>();

    Latencies late = loop.run(i -> begun.add(System.nanoTime() - loop.intended(i)));

    assertThat(begun).hasSize(50).allMatch(after -> after >= 0);
    assertThat(late.count()).isEqualTo(50);
  }

  @Test
  void whatIsLateDoesNotMoveWhatComesAfterIt() {
    OpenLoop loop = new OpenLoop(System.nanoTime(), 1_000, 20);
    List<Long> late = new ArrayList<>();

    loop.run(
        i -> {
          late.add(System.nanoTime() - loop.intended(i));
          if (i == 0) {
            hold(Duration.ofMillis(10));
          }
        });

    assertThat(late.get(1)).isGreaterThan(Duration.ofMillis(8).toNanos());
    assertThat(loop.intended(19) - loop.intended(0)).isEqualTo(Duration.ofMillis(19).toNanos());
  }

  @Test
  void aRateOfNoneIsNoSchedule() {
    assertThatThrownBy(() -> new OpenLoop(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void hold(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
