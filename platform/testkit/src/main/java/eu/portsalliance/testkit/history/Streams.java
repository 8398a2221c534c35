package eu.portsalliance.testkit.history;

import eu.portsalliance.testkit.history.Course.Deed;
import eu.portsalliance.testkit.history.Entry.Streamed;
import eu.portsalliance.testkit.history.Finding.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What streams leave out. A log is in the order of the commits of each origin: what was
 * acknowledged before another release of that origin was begun comes before it.
 */
final class Streams {
  private final Table table;
  private final Course course;
  private final Map<String, List<Deed>> byOrigin = new HashMap<>();

  private record Name(String reader, String stream) {}

  Streams(Table table, Course course) {
    this.table = table;
    this.course = course;
    for (Deed deed : course.acknowledgedReleases()) {
      if (deed.act() instanceof Act.Release(_, String origin)) {
        byOrigin.computeIfAbsent(origin, _ -> new ArrayList<>()).add(deed);
      }
    }
    byOrigin.values().forEach(deeds -> deeds.sort(Comparator.comparing(Deed::ended)));
  }

  List<Finding> check(List<Entry> history) {
    Map<Name, List<Streamed>> streams = new LinkedHashMap<>();
    for (Entry entry : history) {
      if (entry instanceof Streamed page && !(page.from().isEmpty() && page.to().isEmpty())) {
        streams
            .computeIfAbsent(new Name(page.reader(), page.stream()), _ -> new ArrayList<>())
            .add(page);
      }
    }
    return streams.values().stream().flatMap(pages -> new One(pages).check().stream()).toList();
  }

  private final class One {
    private final List<Streamed> pages;
    private final Instant since;
    private final Set<Version> seen = new HashSet<>();
    private final Map<String, Integer> looked = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    One(List<Streamed> pages) {
      this.pages = pages;
      // a stream that does not begin with the log owes what came after its first page
      since = pages.getFirst().from().isEmpty() ? Instant.MIN : pages.getFirst().at();
    }

    List<Finding> check() {
      String cursor = pages.getFirst().from();
      boolean elsewhere = false;
      for (Streamed page : pages) {
        elsewhere |= !page.from().equals(cursor);
        for (Shown shown : page.shown()) {
          if (elsewhere) {
            accuse(page, shown.version(), "comes after another cursor than was given");
            elsewhere = false;
          }
          if (shown.stands()) {
            leftOut(page, shown.version());
          }
          seen.add(shown.version());
        }
        cursor = page.to();
      }
      return findings;
    }

    private void leftOut(Streamed page, Version shown) {
      Optional<Deed> release = course.released(shown);
      if (release.isEmpty() || !(release.get().act() instanceof Act.Release(_, String origin))) {
        return;
      }
      List<Deed> before = byOrigin.getOrDefault(origin, List.of());
      int next = looked.getOrDefault(origin, 0);
      while (next < before.size() && before.get(next).ended().isBefore(release.get().invoked())) {
        if (before.get(next).act() instanceof Act.Release(Version version, _)
            && course.released(version).filter(own -> isOwed(page, version, own)).isPresent()) {
          accuse(page, shown, "but not " + version + " before it");
        }
        next++;
      }
      looked.put(origin, next);
    }

    private boolean isOwed(Streamed page, Version version, Deed released) {
      return released.invoked().isAfter(since)
          && !seen.contains(version)
          && table.entitledFrom(page.reader(), version, released.invoked(), page.at())
          && !course.mayBeOutdated(version, page.at());
    }

    private void accuse(Streamed page, Version version, String words) {
      String sentence =
          "%s by %s at %s: %s %s".formatted(page.reader(), page.way(), page.at(), version, words);
      findings.add(new Finding(Kind.JUMPED, page.reader(), version, sentence));
    }
  }
}
