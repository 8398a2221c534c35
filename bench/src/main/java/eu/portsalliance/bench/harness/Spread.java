package eu.portsalliance.bench.harness;

import java.util.List;
import java.util.Locale;

/** One figure over several repetitions. */
public record Spread(double median, double least, double most) {

  /** Of an even number of figures the median is the mean of the two in the middle. */
  public static Spread of(List<Double> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("a spread needs a figure");
    }
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Spread(median, sorted.getFirst(), sorted.getLast());
  }

  /** The least and the most, for a machine. */
  public List<Double> range() {
    return List.of(least, most);
  }

  /** The least and the most, for people. */
  public String between() {
    return String.format(Locale.ROOT, "%.2f .. %.2f", least, most);
  }
}
