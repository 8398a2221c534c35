package eu.portsalliance.risk.ranking;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The head of a ranking, held so that one box can move without the others being looked at again.
 * More is held than is shown: boxes that leave make room, and what comes up stood below the rest.
 * Not for use by several threads at once.
 */
final class Board {
  /** How many are held after a filling, where there are so many. */
  static final int HELD = 2 * Rankings.LONGEST;

  private static final int MOST = 3 * Rankings.LONGEST;

  private static final Comparator<RankingEntry> ORDER =
      Comparator.comparingInt((RankingEntry entry) -> -entry.score())
          .thenComparing(RankingEntry::container);

  private final Map<String, RankingEntry> boxes = new HashMap<>();
  private final TreeSet<RankingEntry> order = new TreeSet<>(ORDER);

  /** Every box that is not held stands behind this one; absent when all are held. */
  private @Nullable RankingEntry last;

  /**
   * Begins anew.
   *
   * @param head the first {@link #HELD} of the ranking, or all of it if it is shorter
   */
  void fill(List<RankingEntry> head) {
    boxes.clear();
    order.clear();
    head.forEach(this::hold);
    last = head.size() < HELD ? null : order.last();
  }

  /**
   * Puts changed boxes where they belong now.
   *
   * @param changed their numbers
   * @param now their entries; those that have none have left the ranking
   * @return whether what is held still reaches far enough to be shown; if not, fill it again
   */
  boolean move(Collection<String> changed, List<RankingEntry> now) {
    for (String box : changed) {
      RankingEntry before = boxes.remove(box);
      if (before != null) {
        order.remove(before);
      }
    }
    for (RankingEntry entry : now) {
      if (last == null || ORDER.compare(entry, last) <= 0) {
        hold(entry);
      }
    }
    if (order.size() > MOST) {
      shorten();
    }
    return last == null || order.size() >= Rankings.LONGEST;
  }

  /** What is shown, in order. */
  List<RankingEntry> head() {
    return order.stream().limit(Rankings.LONGEST).toList();
  }

  private void hold(RankingEntry entry) {
    boxes.put(entry.container(), entry);
    order.add(entry);
  }

  private void shorten() {
    while (order.size() > HELD) {
      boxes.remove(order.removeLast().container());
    }
    last = order.last();
  }
}
