package eu.portsalliance.testkit.history;

import eu.portsalliance.testkit.MovableClock;
import eu.portsalliance.testkit.history.Act.Outcome;
import eu.portsalliance.testkit.history.Table.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** An alliance of three ports made of lists: as it should be, or with one bug. */
final class World {
  static final Duration BOUND = Duration.ofSeconds(60);
  static final List<String> PORTS = List.of("A", "B", "C");
  static final List<String> READERS = List.of("A/one", "A/two", "B/one", "C/one", "C/store");

  /** What is wrong with it. */
  enum Bug {
    NONE,
    LOST_WRITE,
    SKIPPED_RECORD,
    SKIPPED_IN_STREAM,
    CURSOR_JUMPS,
    DOUBLED_IN_LIST,
    DOUBLED_IN_STREAM,
    LEAKED_TO_STRANGER,
    LEAKED_AFTER_WITHDRAWAL,
    LEAKED_AFTER_NARROWING,
    LEAKED_AFTER_SUSPENSION,
    LEAKED_BEFORE_RELEASE,
    LEAKED_THOUGH_REFUSED,
    UNCERTAIN_AT_ONE_PORT_ALONE,
    RESURRECTED_ERASURE
  }

  /** How an act goes: whether it happens, and what its client hears. */
  enum Fate {
    DONE,
    DONE_WITHOUT_WORD,
    DONE_BUT_UNKNOWN,
    REFUSED,
    FAILED_BUT_UNKNOWN,
    FAILED_WITHOUT_WORD;

    boolean happens() {
      return this == DONE || this == DONE_WITHOUT_WORD || this == DONE_BUT_UNKNOWN;
    }
  }

  private record Committed(Act act, String origin, Instant at) {}

  /** What a port committed itself, all that it has, and how far it has taken over each other. */
  private record Port(List<Committed> own, List<Committed> log, Map<String, Integer> pulled) {}

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T08:00:00Z"));
  private final History history = new History(clock);
  private final Bug bug;
  private final Random random;
  private final Map<String, Port> ports = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Version, Set<String>> audiences = new HashMap<>();
  private final Map<String, Instant> suspended = new HashMap<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Map<String, Integer> streams = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private Instant healed = clock.instant();
  private Instant erasedSince = clock.instant();

  World(Bug bug, long seed) {
    this.bug = bug;
    random = new Random(seed);
  }

  private Port at(String port) {
    return ports.computeIfAbsent(
        port, _ -> new Port(new ArrayList<>(), new ArrayList<>(), new HashMap<>()));
  }

  List<Entry> entries() {
    return history.entries();
  }

  Table table() {
    List<Row> rows = new ArrayList<>();
    audiences.forEach(
        (version, readers) ->
            readers.forEach(
                reader ->
                    rows.add(
                        new Row(
                            reader,
                            version,
                            Instant.MIN,
                            suspended.getOrDefault(reader, Instant.MAX)))));
    return new Table(rows);
  }

  Version release(String origin, String id, Set<String> readers, Fate fate) {
    Version version = new Version(id, numbers.merge(id, 1L, Long::sum));
    audiences.put(version, readers);
    act(origin, new Act.Release(version, origin), fate);
    if (fate == Fate.FAILED_BUT_UNKNOWN || fate == Fate.DONE_BUT_UNKNOWN) {
      if (random.nextBoolean()) { // the same again, with the same key
        act(origin, new Act.Release(version, origin), Fate.DONE);
      }
    }
    return version;
  }

  void withdraw(String origin, String id, Fate fate) {
    act(origin, new Act.Withdraw(new Version(id, numbers.merge(id, 1L, Long::sum))), fate);
  }

  void erase(String origin, String id, Fate fate) {
    act(origin, new Act.Erase(id), fate);
    erasedSince = clock.instant();
  }

  private void act(String origin, Act act, Fate fate) {
    long number = history.invoked("client", act);
    tick();
    boolean lost = bug == Bug.LOST_WRITE && fate == Fate.DONE && act instanceof Act.Release;
    boolean still = bug == Bug.LEAKED_THOUGH_REFUSED && fate == Fate.REFUSED;
    boolean twice = at(origin).own().stream().anyMatch(other -> other.act().equals(act));
    if (((fate.happens() && !lost) || still) && !twice) {
      at(origin).own().add(new Committed(act, origin, clock.instant()));
      pull(origin, origin, clock.instant());
    }
    tick();
    switch (fate) {
      case DONE -> history.answered(number, Outcome.DONE);
      case REFUSED -> history.answered(number, Outcome.REFUSED);
      case DONE_BUT_UNKNOWN, FAILED_BUT_UNKNOWN -> history.answered(number, Outcome.UNKNOWN);
      case DONE_WITHOUT_WORD, FAILED_WITHOUT_WORD -> {}
    }
    tick();
  }

  void suspend(String reader) {
    suspended.putIfAbsent(reader, clock.instant());
    tick();
  }

  void fault(String name) {
    if (broken.add(name)) {
      history.broken(name);
    } else {
      broken.remove(name);
      history.healed(name);
      healed = clock.instant();
    }
    tick();
  }

  void heal() {
    List.copyOf(broken).forEach(this::fault);
  }

  void pass(Duration time) {
    clock.advance(time);
    if (broken.isEmpty() && !clock.instant().isBefore(healed.plus(BOUND))) {
      PORTS.forEach(port -> PORTS.forEach(o -> pull(port, o, clock.instant().minus(BOUND))));
    }
  }

  private void tick() {
    pass(Duration.ofMillis(1));
  }

  /** One port takes over what another committed until then, in order. */
  void pull(String port, String origin, Instant until) {
    List<Committed> there = at(origin).own();
    int from = at(port).pulled().getOrDefault(origin, 0);
    while (from < there.size() && !there.get(from).at().isAfter(until)) {
      if (!skips(port, there.get(from))) {
        at(port).log().add(there.get(from));
      }
      from++;
    }
    at(port).pulled().put(origin, from);
  }

  private boolean skips(String port, Committed one) {
    if (!port.equals("C") || one.origin().equals("C")) {
      return false;
    }
    return switch (bug) {
      case SKIPPED_RECORD -> one.act() instanceof Act.Release;
      case UNCERTAIN_AT_ONE_PORT_ALONE -> one.act().id().startsWith("uncertain");
      case LEAKED_AFTER_WITHDRAWAL -> one.act() instanceof Act.Withdraw;
      default -> false;
    };
  }

  private static String port(String reader) {
    return reader.substring(0, 1);
  }

  private boolean visible(String reader, Version version) {
    boolean stranger = bug == Bug.LEAKED_TO_STRANGER && reader.equals("C/store");
    boolean cutOff = suspended.containsKey(reader) && bug != Bug.LEAKED_AFTER_SUSPENSION;
    return !cutOff && (stranger || audiences.getOrDefault(version, Set.of()).contains(reader));
  }

  private Map<String, Version> standing(String reader) {
    Map<String, Version> standing = new LinkedHashMap<>();
    Set<String> erased = new HashSet<>();
    for (Committed one : at(port(reader)).log()) {
      switch (one.act()) {
        case Act.Release(Version version, _) -> {
          if (bug != Bug.LEAKED_AFTER_NARROWING || visible(reader, version)) {
            standing.put(version.id(), version);
          }
        }
        case Act.Withdraw(Version version) -> standing.remove(version.id());
        case Act.Erase(String id) -> erased.add(id);
      }
    }
    boolean back =
        bug == Bug.RESURRECTED_ERASURE
            && reader.startsWith("C")
            && clock.instant().isAfter(erasedSince.plus(BOUND.multipliedBy(2)));
    if (!back) {
      standing.keySet().removeAll(erased);
    }
    standing.values().removeIf(version -> !visible(reader, version));
    return standing;
  }

  void list(String reader) {
    List<Shown> shown = new ArrayList<>();
    standing(reader).values().forEach(version -> shown.add(Shown.standing(version)));
    if (bug == Bug.LEAKED_BEFORE_RELEASE && numbers.containsKey("draft")) {
      shown.add(Shown.standing(new Version("draft", numbers.get("draft") + 1)));
    }
    Collections.shuffle(shown, random);
    if (bug == Bug.DOUBLED_IN_LIST && !shown.isEmpty()) {
      shown.add(shown.getFirst());
    }
    Instant begun = history.begun();
    tick();
    history.listed(begun, reader, "list", shown);
  }

  void restartStream(String reader) {
    streams.merge(reader, 1, Integer::sum);
    positions.remove(reader);
  }

  /** The next page of what the log of the reader's port has for them. */
  void stream(String reader, int size) {
    List<Committed> log = at(port(reader)).log();
    Map<String, Version> standing = standing(reader);
    int begin = positions.getOrDefault(reader, 0);
    int end = Math.min(log.size(), begin + size);
    List<Shown> shown = new ArrayList<>();
    for (Committed one : log.subList(begin, end)) {
      if (one.act() instanceof Act.Release(Version version, _)
          && version.equals(standing.get(version.id()))) {
        shown.add(Shown.standing(version));
      }
      if (one.act() instanceof Act.Withdraw(Version version)) {
        shown.add(Shown.takenBack(version));
      }
    }
    if (bug == Bug.SKIPPED_IN_STREAM && shown.size() > 1) {
      shown.removeFirst();
    }
    Instant begun = history.begun();
    tick();
    String stream = "s" + streams.getOrDefault(reader, 0);
    String from = bug == Bug.CURSOR_JUMPS && begin > 0 ? "c" + (begin - 1) : cursor(begin);
    history.streamed(begun, reader, stream, from, cursor(end), shown);
    boolean again = bug == Bug.DOUBLED_IN_STREAM && !shown.isEmpty();
    if (again) {
      history.streamed(begun, reader, stream, cursor(end), cursor(end), shown);
    }
    positions.put(reader, end);
  }

  private static String cursor(int position) {
    return position == 0 ? "" : "c" + position;
  }
}
