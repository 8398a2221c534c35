package eu.portsalliance.bench.faults;

import eu.portsalliance.testkit.history.Act;
import eu.portsalliance.testkit.history.Entry;
import eu.portsalliance.testkit.history.History;
import eu.portsalliance.testkit.history.Table;
import eu.portsalliance.testkit.history.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The history of a campaign, and for whom each version of it is. */
final class Notebook {
  private final History history;
  private final List<Table.Row> rows = new ArrayList<>();
  private final Map<String, Integer> outcomes = new TreeMap<>();

  Notebook(History history) {
    this.history = history;
  }

  History history() {
    return history;
  }

  /** Somebody is about to release a version; returns the number of the act. */
  long releasing(String who, Version version, Marking marking) {
    synchronized (rows) {
      for (Seat seat : Seat.ALL) {
        if (seat.reads(marking)) {
          String reader = marking.tlp().equals("RED") ? seat.asNamed() : seat.name();
          rows.add(Table.Row.always(reader, version));
        }
      }
    }
    return history.invoked(who, new Act.Release(version, marking.origin()));
  }

  /** Somebody is about to take an alert back for good; returns the number of the act. */
  long revoking(String who, String id) {
    return history.invoked(who, new Act.Erase(id));
  }

  /**
   * An act ended.
   *
   * @param words what is counted, such as the problem of a refusal
   */
  void ended(long act, Act.Outcome outcome, String words) {
    history.answered(act, outcome);
    count(words);
  }

  /** Counts how something was answered that nobody is shown. */
  void count(String words) {
    synchronized (outcomes) {
      outcomes.merge(words, 1, Integer::sum);
    }
  }

  /** How often what was answered. */
  Map<String, Integer> outcomes() {
    synchronized (outcomes) {
      return new TreeMap<>(outcomes);
    }
  }

  Table table() {
    synchronized (rows) {
      return new Table(List.copyOf(rows));
    }
  }

  /** Everything that was done, without what was read. */
  List<Entry> acts() {
    return history.entries().stream().filter(entry -> !(entry instanceof Entry.Reading)).toList();
  }
}
