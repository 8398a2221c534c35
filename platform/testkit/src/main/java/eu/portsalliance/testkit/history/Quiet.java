package eu.portsalliance.testkit.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When no fault was on, and by when what was done has therefore to be everywhere. */
final class Quiet {
  private record Stretch(Instant begin, Instant end) {}

  private final Duration bound;
  private final List<Stretch> stretches = new ArrayList<>();

  Quiet(List<Entry> entries, Duration bound) {
    this.bound = bound;
    Set<String> open = new HashSet<>();
    Instant since = Instant.MIN;
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Broken broken -> {
          if (open.isEmpty()) {
            stretches.add(new Stretch(since, broken.at()));
          }
          open.add(broken.fault());
        }
        case Entry.Healed healed -> {
          if (open.remove(healed.fault()) && open.isEmpty()) {
            since = healed.at();
          }
        }
        case Entry.Invoked _, Entry.Answered _, Entry.Reading _ -> {}
      }
    }
    if (open.isEmpty()) {
      stretches.add(new Stretch(since, Instant.MAX));
    }
  }

  /** The first moment by which all was healed for the whole bound, at or after this moment. */
  Optional<Instant> deadline(Instant moment) {
    if (moment.equals(Instant.MAX)) {
      return Optional.empty();
    }
    return stretches.stream()
        .map(stretch -> new Stretch(later(stretch.begin(), moment), stretch.end()))
        .filter(stretch -> stretch.begin().isBefore(stretch.end().minus(bound)))
        .map(stretch -> stretch.begin().plus(bound))
        .findFirst();
  }

  /** Whether this is after the deadline of that moment. */
  boolean over(Instant moment, Instant now) {
    return deadline(moment).filter(now::isAfter).isPresent();
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
