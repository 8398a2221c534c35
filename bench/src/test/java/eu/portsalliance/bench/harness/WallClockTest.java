package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallClockTest {

  @Test
  void momentsBeforeAndAfterAreLaidBesideTheOtherClock() {
    Instant noon = Instant.parse("2026-11-23T12:00:00Z");
    WallClock clock = new WallClock(noon, 5_000_000);

    assertThat(clock.nanosAt(noon)).isEqualTo(5_000_000);
    assertThat(clock.nanosAt(noon.plusMillis(2))).isEqualTo(7_000_000);
    assertThat(clock.nanosAt(noon.minusMillis(2))).isEqualTo(3_000_000);
  }
}
