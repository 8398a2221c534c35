package eu.portsalliance.testkit.history;

import eu.portsalliance.testkit.history.Course.Deed;
import eu.portsalliance.testkit.history.Entry.Listed;
import eu.portsalliance.testkit.history.Entry.Reading;
import eu.portsalliance.testkit.history.Finding.Kind;
import eu.portsalliance.testkit.history.Verdict.Unexamined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says what in a history cannot be so. It reads no clock and asks nobody; the same history gives
 * the same verdict. It accuses only where every order of what is in doubt is wrong: an act without
 * an answer may or may not have happened, a reading is of some moment between its two times, and
 * what takes its way between ports has the bound, counted from the first moment after which no
 * fault was on for so long.
 */
public final class HistoryChecker {
  private final Table table;
  private final Duration bound;

  /**
   * @param bound within which all is everywhere when nothing is broken
   */
  public HistoryChecker(Table table, Duration bound) {
    this.table = table;
    this.bound = bound;
  }

  public Verdict check(List<Entry> history) {
    Check check = new Check(history);
    for (Reading reading : check.readings) {
      check.leakedAndResurrected(reading);
    }
    check.doubled();
    check.lost();
    check.disagreeing();
    check.findings.addAll(new Streams(table, check.course).check(history));
    return new Verdict(check.findings, check.unexamined);
  }

  private final class Check {
    private final Course course;
    private final Quiet quiet;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<String, List<Listed>> lists = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Unexamined> unexamined = new ArrayList<>();

    Check(List<Entry> history) {
      course = new Course(history, table);
      quiet = new Quiet(history, bound);
      for (Entry entry : history) {
        if (entry instanceof Reading reading) {
          readings.add(reading);
        }
        if (entry instanceof Listed list) {
          lists.computeIfAbsent(list.reader(), _ -> new ArrayList<>()).add(list);
        }
      }
    }

    private void accuse(Kind kind, Reading reading, Version version, String words) {
      String sentence =
          "%s by %s at %s: %s %s"
              .formatted(reading.reader(), reading.way(), reading.at(), version, words);
      findings.add(new Finding(kind, reading.reader(), version, sentence));
    }

    void leakedAndResurrected(Reading reading) {
      for (Shown shown : reading.shown()) {
        if (!shown.stands()) {
          continue; // says nothing but that something is no more
        }
        Version version = shown.version();
        leak(reading, version).ifPresent(words -> accuse(Kind.LEAKED, reading, version, words));
        course
            .erased(version.id())
            .filter(erased -> quiet.over(erased, reading.begun()))
            .ifPresent(
                erased ->
                    accuse(Kind.RESURRECTED, reading, version, "although erased at " + erased));
      }
    }

    private Optional<String> leak(Reading reading, Version version) {
      Optional<Deed> released = course.released(version);
      if (released.isEmpty()) {
        return Optional.of("which nobody released");
      }
      if (released.get().invoked().isAfter(reading.at())) {
        return Optional.of("before its release at " + released.get().invoked());
      }
      if (table.rows(reading.reader(), version).stream().noneMatch(row -> allows(row, reading))) {
        return Optional.of("which the table refuses");
      }
      return course
          .takenFrom(reading.reader(), version)
          .filter(taken -> quiet.over(taken, reading.begun()))
          .map(taken -> "although taken back at " + taken);
    }

    private boolean allows(Table.Row row, Reading reading) {
      return !row.from().isAfter(reading.at()) && !quiet.over(row.until(), reading.begun());
    }

    void doubled() {
      Map<String, Set<Version>> streams = new HashMap<>();
      for (Reading reading : readings) {
        Set<Version> seen =
            reading instanceof Listed
                ? new HashSet<>()
                : streams.computeIfAbsent(
                    reading.reader() + " " + reading.way(), _ -> new HashSet<>());
        for (Shown shown : reading.shown()) {
          if (!seen.add(shown.version())) {
            accuse(Kind.DOUBLED, reading, shown.version(), "for the second time");
          }
        }
      }
    }

    void lost() {
      for (Deed release : course.acknowledgedReleases()) {
        if (release.act() instanceof Act.Release(Version version, _)) {
          for (String reader : table.readers(version)) {
            lost(reader, version, release.ended());
          }
        }
      }
    }

    private void lost(String reader, Version version, Instant acknowledged) {
      List<Listed> due =
          lists.getOrDefault(reader, List.of()).stream()
              .filter(list -> isDue(list, version, acknowledged))
              .toList();
      due.stream()
          .filter(list -> !holds(list, version))
          .findFirst()
          .ifPresent(
              list -> accuse(Kind.LOST, list, version, "is missing, acknowledged " + acknowledged));
      boolean wanted =
          table.entitledFrom(reader, version, acknowledged, Instant.MAX.minusNanos(1))
              && !course.mayHaveLost(reader, version, Instant.MAX);
      if (due.isEmpty() && wanted) {
        unexamined.add(new Unexamined(reader, version));
      }
    }

    /** Whether the reader is entitled to it during all of the list and nothing excuses its lack. */
    private boolean isDue(Listed list, Version version, Instant acknowledged) {
      return table.rows(list.reader(), version).stream()
              .filter(row -> row.until().isAfter(list.at()))
              .flatMap(row -> quiet.deadline(Quiet.later(acknowledged, row.from())).stream())
              .anyMatch(deadline -> !list.begun().isBefore(deadline))
          && !course.mayHaveLost(list.reader(), version, list.at());
    }

    private static boolean holds(Listed list, Version version) {
      return list.shown().stream()
          .filter(Shown::stands)
          .map(Shown::version)
          .anyMatch(own -> own.id().equals(version.id()) && own.number() >= version.number());
    }

    /** Whoever is entitled to the version that stands with somebody has that one too. */
    void disagreeing() {
      Map<String, Optional<Instant>> settled = new HashMap<>();
      Map<String, Listed> each = new TreeMap<>();
      lists
          .values()
          .forEach(own -> own.forEach(list -> each.put(list.reader() + " " + list.path(), list)));
      List<Listed> last = List.copyOf(each.values());
      for (Listed one : last) {
        for (Version version : newest(one).values()) {
          settled
              .computeIfAbsent(version.id(), this::settled)
              .ifPresent(deadline -> agree(one, version, last, deadline));
        }
      }
    }

    private void agree(Listed one, Version version, List<Listed> last, Instant deadline) {
      if (one.begun().isBefore(deadline)) {
        return;
      }
      for (Listed other : last) {
        boolean entitled =
            table.entitledFrom(other.reader(), version, deadline.minus(bound), other.at());
        if (entitled
            && !other.begun().isBefore(deadline)
            && !version.equals(newest(other).get(version.id()))) {
          accuse(Kind.DISAGREEING, other, version, "is missing, but stands with " + one.reader());
        }
      }
    }

    /** By when the last act on an object that may have happened is everywhere. */
    private Optional<Instant> settled(String id) {
      Instant end =
          course.of(id).stream().map(Deed::ended).max(Instant::compareTo).orElse(Instant.MIN);
      return quiet.deadline(end);
    }

    private static Map<String, Version> newest(Listed list) {
      Map<String, Shown> newest = new HashMap<>();
      for (Shown shown : list.shown()) {
        newest.merge(
            shown.version().id(),
            shown,
            (one, other) -> one.version().number() < other.version().number() ? other : one);
      }
      Map<String, Version> standing = new TreeMap<>();
      newest.forEach(
          (id, shown) -> {
            if (shown.stands()) {
              standing.put(id, shown.version());
            }
          });
      return standing;
    }
  }
}
