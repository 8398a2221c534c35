package eu.portsalliance.testkit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may be shown what, written by hand and not asked of the policy that is under test. What no
 * row allows is refused. Withdrawals, amendments and erasures need no row: they stand in the
 * history.
 */
public final class Table {

  /**
   * One permission, from a moment on and until before another.
   *
   * @param until {@link Instant#MAX} when it does not end
   */
  public record Row(String reader, Version version, Instant from, Instant until) {

    /** One that holds always. */
    public static Row always(String reader, Version version) {
      return new Row(reader, version, Instant.MIN, Instant.MAX);
    }

    boolean during(Instant begin, Instant end) {
      return !from.isAfter(begin) && until.isAfter(end);
    }
  }

  private record Key(String reader, Version version) {}

  private final Map<Key, List<Row>> rows = new HashMap<>();
  private final Map<Version, Set<String>> readers = new HashMap<>();

  public Table(List<Row> rows) {
    for (Row row : rows) {
      this.rows
          .computeIfAbsent(new Key(row.reader(), row.version()), _ -> new ArrayList<>())
          .add(row);
      readers.computeIfAbsent(row.version(), _ -> new TreeSet<>()).add(row.reader());
    }
  }

  List<Row> rows(String reader, Version version) {
    return rows.getOrDefault(new Key(reader, version), List.of());
  }

  boolean entitledFrom(String reader, Version version, Instant begin, Instant end) {
    return rows(reader, version).stream().anyMatch(row -> row.during(begin, end));
  }

  Set<String> readers(Version version) {
    return readers.getOrDefault(version, Set.of());
  }
}
