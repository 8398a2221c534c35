package eu.portsalliance.testkit.history;

import eu.portsalliance.testkit.history.Act.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The acts of a history that have happened, or may have. */
final class Course {

  /**
   * @param answered when it was acknowledged; empty when it may have happened
   * @param ended when the client stopped to wait
   */
  record Deed(Act act, Instant invoked, Optional<Instant> answered, Instant ended) {}

  private final Table table;
  private final Map<String, List<Deed>> deeds = new HashMap<>();
  private final List<Deed> all = new ArrayList<>();

  Course(List<Entry> entries, Table table) {
    this.table = table;
    Map<Long, Entry.Answered> answers = new HashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.Answered answered) {
        answers.put(answered.number(), answered);
      }
    }
    for (Entry entry : entries) {
      if (entry instanceof Entry.Invoked invoked) {
        deed(invoked, Optional.ofNullable(answers.get(invoked.number()))).ifPresent(this::add);
      }
    }
  }

  private static Optional<Deed> deed(Entry.Invoked invoked, Optional<Entry.Answered> answer) {
    if (answer.filter(a -> a.outcome() == Outcome.REFUSED).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Deed(
            invoked.act(),
            invoked.at(),
            answer.filter(a -> a.outcome() == Outcome.DONE).map(Entry.Answered::at),
            answer.map(Entry.Answered::at).orElse(invoked.at())));
  }

  private void add(Deed deed) {
    all.add(deed);
    deeds.computeIfAbsent(deed.act().id(), _ -> new ArrayList<>()).add(deed);
  }

  List<Deed> of(String id) {
    return deeds.getOrDefault(id, List.of());
  }

  /** Releases that were acknowledged, one for each version: the first acknowledgement. */
  List<Deed> acknowledgedReleases() {
    Map<Version, Deed> first = new HashMap<>();
    for (Deed deed : all) {
      if (deed.act() instanceof Act.Release(Version version, _) && deed.answered().isPresent()) {
        first.merge(
            version, deed, (one, other) -> one.ended().isAfter(other.ended()) ? other : one);
      }
    }
    return List.copyOf(first.values());
  }

  /** The earliest moment at which it may have been released. */
  Optional<Deed> released(Version version) {
    return of(version.id()).stream()
        .filter(deed -> deed.act() instanceof Act.Release(Version own, _) && own.equals(version))
        .min((one, other) -> one.invoked().compareTo(other.invoked()));
  }

  /** When it was acknowledged that this version is no longer for that reader; not by erasure. */
  Optional<Instant> takenFrom(String reader, Version version) {
    return acknowledged(
        version.id(), act -> !(act instanceof Act.Erase) && takes(act, reader, version));
  }

  Optional<Instant> erased(String id) {
    return acknowledged(id, act -> act instanceof Act.Erase);
  }

  private Optional<Instant> acknowledged(String id, Predicate<Act> which) {
    return of(id).stream()
        .filter(deed -> which.test(deed.act()))
        .flatMap(deed -> deed.answered().stream())
        .min(Instant::compareTo);
  }

  /** Whether something invoked by then may have taken this version from that reader. */
  boolean mayHaveLost(String reader, Version version, Instant by) {
    return of(version.id()).stream()
        .anyMatch(deed -> !deed.invoked().isAfter(by) && takes(deed.act(), reader, version));
  }

  /** Whether something invoked by then may stand in the place of this version in a log. */
  boolean mayBeOutdated(Version version, Instant by) {
    return of(version.id()).stream()
        .filter(deed -> !deed.invoked().isAfter(by))
        .anyMatch(
            deed ->
                switch (deed.act()) {
                  case Act.Release(Version other, _) -> other.number() > version.number();
                  case Act.Withdraw(Version other) -> other.number() > version.number();
                  case Act.Erase _ -> true;
                });
  }

  private boolean takes(Act act, String reader, Version version) {
    return switch (act) {
      case Act.Release(Version other, _) ->
          other.number() > version.number() && table.rows(reader, other).isEmpty();
      case Act.Withdraw(Version other) -> other.number() > version.number();
      case Act.Erase _ -> true;
    };
  }
}
