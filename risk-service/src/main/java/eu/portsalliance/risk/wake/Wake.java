package eu.portsalliance.risk.wake;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * What may have changed. It says where to look and never what is there: who is woken looks for
 * itself, as its reader may see it.
 *
 * @param boxes numbers of the boxes whose journeys or alerts may have changed
 * @param everything whether any box may have
 */
public record Wake(Set<String> boxes, boolean everything) {
  /** Nothing changed; time goes on. */
  public static final Wake NOTHING = new Wake(Set.of(), false);

  /** Anything may have changed. */
  public static final Wake EVERYTHING = new Wake(Set.of(), true);

  /** Beyond so many boxes it costs less to look at the whole. */
  private static final int MOST = 400;

  public Wake {
    everything = everything || boxes.size() > MOST;
    boxes = everything ? Set.of() : Set.copyOf(boxes);
  }

  static Wake of(Collection<String> boxes) {
    return new Wake(new HashSet<>(boxes), false);
  }

  Wake and(Wake other) {
    Set<String> both = new HashSet<>(boxes);
    both.addAll(other.boxes);
    return new Wake(both, everything || other.everything);
  }
}
