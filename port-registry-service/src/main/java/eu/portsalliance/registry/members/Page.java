package eu.portsalliance.registry.members;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items what is on it, in the order of the list
 * @param next cursor of the page after it, or null when this is the last
 */
record Page<T>(List<T> items, @Nullable String next) {

  Page {
    items = List.copyOf(items);
  }

  /**
   * Cuts a page from rows of which one more than the limit was asked for, which tells whether there
   * is a next page without counting.
   */
  static <T> Page<T> cut(List<T> rows, int limit, Function<T, Cursor> position) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> items = rows.subList(0, limit);
    return new Page<>(items, position.apply(items.getLast()).text());
  }
}
