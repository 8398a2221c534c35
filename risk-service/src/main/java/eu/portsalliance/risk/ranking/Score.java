package eu.portsalliance.risk.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much a box deserves a look, for one class of reader.
 *
 * @param value 0 to 100
 * @param parts what it is made of, the weightiest first; their points add up to the value
 */
record Score(int value, List<Part> parts) {
  /** What an alert that asks for a control adds, whatever it says. */
  static final int ALERT_POINTS = 70;

  private static final int HIGHEST = 100;

  Score {
    parts = List.copyOf(parts);
  }

  /** Adds up; beyond 100 the lighter parts count for what room is left. */
  static Score of(List<Part> parts) {
    List<Part> sorted =
        parts.stream()
            .sorted(
                Comparator.comparingInt((Part part) -> -part.points())
                    .thenComparing(Part::kind)
                    .thenComparing(Part::code)
                    .thenComparing(Part::text))
            .toList();
    List<Part> fitted = new ArrayList<>();
    int sum = 0;
    for (Part part : sorted) {
      int room = Math.min(part.points(), HIGHEST - sum);
      fitted.add(part.worth(room));
      sum += room;
    }
    return new Score(sum, fitted);
  }
}
