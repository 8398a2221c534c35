package eu.portsalliance.gateway.route;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntSupplier;

/** Counts what each has open at once, up to a number. */
final class Shares<K> {

  private final IntSupplier mostEach;
  private final ConcurrentMap<K, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param mostEach asked each time, since it may change
   */
  Shares(IntSupplier mostEach) {
    this.mostEach = mostEach;
  }

  /** Whether one more is open now; only then it has to be given back. */
  boolean take(K key) {
    if (open.merge(key, 1, Integer::sum) > mostEach.getAsInt()) {
      giveBack(key);
      return false;
    }
    return true;
  }

  void giveBack(K key) {
    open.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }
}
