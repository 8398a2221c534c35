package eu.portsalliance.e2e;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Two series of durations, and whether somebody with a stopwatch could tell them apart. */
record Samples(double[] ones, double[] others) {
  private static final int RESAMPLED = 400;
  private static final double TRIMMED = 0.1;
  private static final long SEED = 20_261_123L;

  /** Several pairs of series as one, each in parts of its own mean. */
  static Samples together(Collection<Samples> all) {
    return new Samples(
        all.stream().flatMapToDouble(samples -> samples.relative(samples.ones)).toArray(),
        all.stream().flatMapToDouble(samples -> samples.relative(samples.others)).toArray());
  }

  private DoubleStream relative(double[] values) {
    double mean =
        trimmed(DoubleStream.concat(Arrays.stream(ones), Arrays.stream(others)).toArray());
    return Arrays.stream(values).map(value -> value / mean);
  }

  /** How far above guessing chance alone takes the separability, once in a hundred thousand. */
  double chance() {
    return 4.4
        * Math.sqrt((ones.length + others.length + 1) / (12.0 * ones.length * others.length));
  }

  /**
   * How well the best use of one threshold tells them apart, as the area under its curve: 0.5 is
   * guessing, 1 is knowing. The same as the statistic of Mann and Whitney over all pairs.
   */
  double separability() {
    int n = ones.length;
    int m = others.length;
    double[] all = DoubleStream.concat(Arrays.stream(ones), Arrays.stream(others)).toArray();
    int[] order =
        IntStream.range(0, n + m)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> all[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double ranks = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && all[order[to]] == all[order[from]]) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        ranks += order[i] < n ? rank : 0;
      }
      from = to;
    }
    double area = (ranks - n * (n + 1.0) / 2) / ((double) n * m);
    return Math.max(area, 1 - area);
  }

  /** The difference of the trimmed means as a part of the mean: it lies between these two. */
  double[] difference() {
    SplittableRandom random = new SplittableRandom(SEED);
    double mean = trimmed(ones);
    double[] differences =
        IntStream.range(0, RESAMPLED)
            .mapToDouble(_ -> trimmed(drawn(ones, random)) - trimmed(drawn(others, random)))
            .sorted()
            .toArray();
    return new double[] {differences[1] / mean, differences[RESAMPLED - 2] / mean};
  }

  private static double[] drawn(double[] from, SplittableRandom random) {
    return IntStream.range(0, from.length)
        .mapToDouble(_ -> from[random.nextInt(from.length)])
        .toArray();
  }

  /** The mean without the shortest and the longest tenth. */
  private static double trimmed(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = (int) (sorted.length * TRIMMED);
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElseThrow();
  }
}
