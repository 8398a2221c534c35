package eu.portsalliance.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void chance_takes_few_tries_further_from_guessing_than_many() {
    for (int i = 0; i < 100; i++) {
      Samples few = new Samples(drawn(100), drawn(100));
      assertThat(few.separability()).isBetween(0.5, 0.5 + few.chance());
    }
    assertThat(new Samples(drawn(100), drawn(100)).chance())
        .isGreaterThan(3 * new Samples(drawn(1_000), drawn(1_000)).chance());
  }

  @Test
  void together_a_series_counts_by_its_own_mean_and_one_that_differs_is_seen() {
    Samples slow = new Samples(times(9_000), times(9_000));
    Samples together = Samples.together(List.of(new Samples(times(1_000), times(1_000)), slow));
    assertThat(together.separability()).isBetween(0.5, 0.55);
    assertThat(together.difference()[0]).isBetween(-0.03, 0.0);
    Samples later = Samples.together(List.of(new Samples(times(1_300), times(1_000)), slow));
    assertThat(later.separability()).isGreaterThan(0.55);
    assertThat(later.difference()[0]).isGreaterThan(0.03);
  }

  @Test
  void equal_times_count_for_half() {
    double[] ones = {1, 1, 2};
    assertThat(new Samples(ones, ones).separability()).isEqualTo(0.5);
    assertThat(new Samples(new double[] {3, 4}, new double[] {1, 2}).separability()).isEqualTo(1);
  }

  private double[] drawn(int count) {
    return random.doubles(count).toArray();
  }

  /** Times around a least one, with a few that took ten times as long. */
  private double[] times(double least) {
    return IntStream.range(0, MANY)
        .mapToDouble(i -> least + random.nextDouble(200) + (i % 50 == 0 ? 10_000 : 0))
        .toArray();
  }
}
