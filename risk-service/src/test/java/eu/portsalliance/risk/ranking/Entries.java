package eu.portsalliance.risk.ranking;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Makes entries of a ranking. */
final class Entries {
  private static final RankingEntry.JourneySummary JOURNEY =
      new RankingEntry.JourneySummary(
          new UUID(0, 1),
          "open",
          new RankingEntry.LastEvent(
              "DISC", "ACT", OffsetDateTime.parse("2026-11-20T08:00:00Z"), "NLRTM", "RWG"));

  private Entries() {}

  static String box(int serial) {
    return "TSTU" + String.format(Locale.ROOT, "%07d", serial);
  }

  static RankingEntry entry(String box, int score) {
    return new RankingEntry(0, box, true, score, List.of(), JOURNEY, null);
  }

  /** The first so many of a ranking, as the database would sort it. */
  static List<RankingEntry> head(Map<String, Integer> scores, int limit) {
    return scores.entrySet().stream()
        .map(e -> entry(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingInt(RankingEntry::score)
                .reversed()
                .thenComparing(RankingEntry::container))
        .limit(limit)
        .toList();
  }
}
