package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void percentilesAreInMilliseconds() {
    Latencies latencies = new Latencies();
    for (int millis = 1; millis <= 100; millis++) {
      latencies.add(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    assertThat(latencies.count()).isEqualTo(100);
    assertThat(latencies.p50()).isCloseTo(50, within(0.1));
    assertThat(latencies.p99()).isCloseTo(99, within(0.1));
    assertThat(latencies.most()).isCloseTo(100, within(0.1));
  }

  @Test
  void ofNoneEveryFigureIsZero() {
    Latencies none = new Latencies();

    assertThat(none.p50()).isZero();
    assertThat(none.most()).isZero();
  }

  @Test
  void clocksThatDisagreeByAMomentDoNotMakeNegativeTimes() {
    Latencies latencies = new Latencies();
    latencies.add(-5_000);

    assertThat(latencies.most()).isZero();
  }
}
