package eu.portsalliance.intel.delivery;

import java.util.Collection;
import java.util.function.Function;

/** One column of many rows that a statement takes at once, bound as {@code text[]}. */
public final class TextArray {

  private TextArray() {}

  /** What each item has in the column, in the order of the items. */
  public static <T> String[] of(Collection<T> items, Function<? super T, String> text) {
    return items.stream().map(text).toArray(String[]::new);
  }
}
