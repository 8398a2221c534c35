package eu.portsalliance.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What was asked for on the command line; each benchmark has its own defaults for what was not.
 *
 * @param names the benchmarks to run; none means all
 * @param options numbers by option name, without the dashes
 */
public record Settings(List<String> names, Map<String, Integer> options) {
  private static final Map<String, Integer> LEAST =
      Map.of("n", 1, "rate", 1, "warm-up", 0, "repeat", 1);

  public Settings {
    names = List.copyOf(names);
    options = Map.copyOf(options);
  }

  /**
   * Reads {@code [NAME...] [--n N] [--rate PER_SECOND] [--warm-up N] [--repeat TIMES]}.
   *
   * @throws Unmeasurable naming the word that is not understood
   */
  public static Settings parse(List<String> arguments) {
    List<String> names = new ArrayList<>();
    Map<String, Integer> options = new TreeMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (word.startsWith("--")) {
        String option = word.substring(2);
        options.put(option, number(option, i + 1 < arguments.size() ? arguments.get(i + 1) : ""));
        i++;
      } else if (!names.contains(word)) {
        names.add(word);
      }
    }
    return new Settings(names, options);
  }

  private static int number(String option, String value) {
    Integer least = LEAST.get(option);
    if (least == null) {
      throw new Unmeasurable(
          "There is no option --%s; there are --n, --rate, --warm-up and --repeat."
              .formatted(option));
    }
    if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least) {
      throw new Unmeasurable("--%s takes a number from %d.".formatted(option, least));
    }
    return Integer.parseInt(value);
  }

  /** How many are measured in each repetition. */
  public OptionalInt n() {
    return option("n");
  }

  /** How many begin in a second. */
  public OptionalInt rate() {
    return option("rate");
  }

  /** How many come first in each repetition and do not count. */
  public OptionalInt warmUp() {
    return option("warm-up");
  }

  /** How often it is measured. */
  public OptionalInt repetitions() {
    return option("repeat");
  }

  private OptionalInt option(String name) {
    Integer value = options.get(name);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
