package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The stopwatch of the timing tests sees what is there, and nothing where there is nothing. */
class SamplesTest {
  private static final int MANY = 2_000;

  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void of_the_same_kind_they_cannot_be_told_apart() {
    Samples same = new Samples(times(1_000), times(1_000));
    assertThat(same.separability()).isBetween(0.5, 0.55);
    assertThat(same.difference()[0]).isNegative();
    assertThat(same.difference()[1]).isPositive();
  }

  @Test
  void a_small_constant_difference_is_seen() {
    Samples later = new Samples(times(1_060), times(1_000));
    assertThat(later.separability()).isGreaterThan(0.55);
    assertThat(later.difference()[0]).isPositive();
    Samples earlier = new Samples(times(1_000), times(1_060));
    assertThat(earlier.separability()).isGreaterThan(0.55);
    assertThat(earlier.difference()[1]).isNegative();
  }

  @Test
  void equal_times_count_for_half() {
    double[] ones = {1, 1, 2};
    assertThat(new Samples(ones, ones).separability()).isEqualTo(0.5);
    assertThat(new Samples(new double[] {3, 4}, new double[] {1, 2}).separability()).isEqualTo(1);
  }

  /** Times around a least one, with a few that took ten times as long. */
  private double[] times(double least) {
    return IntStream.range(0, MANY)
        .mapToDouble(i -> least + random.nextDouble(200) + (i % 50 == 0 ? 10_000 : 0))
        .toArray();
  }
}
