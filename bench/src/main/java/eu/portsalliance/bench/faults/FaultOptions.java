package eu.portsalliance.bench.faults;

import eu.portsalliance.bench.harness.Unmeasurable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was asked for on the command line.
 *
 * @param faults how many of each campaign
 * @param seeds of the campaigns, one behind the other; empty for one drawn now
 * @param plants the bugs that are put in, each in a campaign of its own; none for the product
 * @param replay the last campaign of this folder once more
 */
record FaultOptions(int faults, List<Long> seeds, List<Plant> plants, boolean replay) {
  private static final int USUAL = 1_000;
  private static final int OF_A_PLANT = 15;

  FaultOptions {
    seeds = List.copyOf(seeds);
    plants = List.copyOf(plants);
  }

  /**
   * Reads {@code [--faults N] [--seed S | --seeds S,S] [--plant KIND] [--replay]}.
   *
   * @throws Unmeasurable naming the word that is not understood
   */
  static FaultOptions parse(List<String> arguments) {
    int faults = 0;
    List<Long> seeds = List.of();
    List<Plant> plants = List.of();
    boolean replay = false;
    Iterator<String> words = arguments.iterator();
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--replay" -> replay = true;
        case "--faults" -> faults = (int) number(word, value(words));
        case "--seed" -> seeds = List.of(number(word, value(words)));
        case "--seeds" ->
            seeds =
                Arrays.stream(value(words).split(",", -1)).map(one -> number(word, one)).toList();
        case "--plant" -> plants = plants(value(words));
        default ->
            throw new Unmeasurable(
                "There is no option %s of faults; there are --faults N, --seed S, --seeds S,S,S, --plant KIND (%s or all) and --replay."
                    .formatted(word, Plant.words()));
      }
    }
    int wanted = plants.isEmpty() ? USUAL : OF_A_PLANT;
    return new FaultOptions(faults == 0 ? wanted : faults, seeds, plants, replay);
  }

  private static String value(Iterator<String> words) {
    return words.hasNext() ? words.next() : "";
  }

  private static long number(String option, String value) {
    if (!value.matches("\\d{1,9}") || Long.parseLong(value) < 1) {
      throw new Unmeasurable("%s takes a number from 1.".formatted(option));
    }
    return Long.parseLong(value);
  }

  private static List<Plant> plants(String word) {
    return word.equals("all")
        ? List.of(Plant.values())
        : Stream.of(Plant.values())
            .filter(plant -> plant.word().equals(word))
            .findFirst()
            .map(List::of)
            .orElseThrow(
                () ->
                    new Unmeasurable(
                        "There is no bug '%s' to plant; there are %s and all."
                            .formatted(word, Plant.words())));
  }
}
