package eu.portsalliance.bench.propagation;

import eu.portsalliance.local.demo.BoxNumber;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Container numbers, each dealt once, from the last of the alphabet to the first. Boxes of the same
 * score are ranked by their number and streams show the first 200 only: dealt in this order, each
 * box under a new alert comes first and is seen.
 */
final class Boxes {
  private final List<String> all;
  private final Iterator<String> left;

  private Boxes(List<String> all) {
    this.all = all;
    this.left = all.iterator();
  }

  static Boxes of(int count, RandomGenerator random) {
    NavigableSet<String> numbers = new TreeSet<>(Collections.reverseOrder());
    while (numbers.size() < count) {
      numbers.add(BoxNumber.fresh(random));
    }
    return new Boxes(List.copyOf(numbers));
  }

  /** All of them, dealt or not. */
  List<String> all() {
    return all;
  }

  /** The next few. */
  List<String> deal(int count) {
    return Stream.generate(left::next).limit(count).toList();
  }
}
