package eu.portsalliance.testkit.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done and seen, in the order in which it was written down; nothing is taken out of it.
 * Any number of threads write into one history. An act is invoked before its request leaves, and a
 * reading is begun before it is asked for, so that what is in doubt stays in doubt.
 */
public final class History {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Clock clock;
  private final List<Entry> entries = new ArrayList<>();
  private long acts;

  /**
   * @param clock of this process, which no fault moves
   */
  public History(Clock clock) {
    this.clock = clock;
  }

  /** Returns the number under which the answer is to be written down. */
  public synchronized long invoked(String who, Act act) {
    acts++;
    entries.add(new Entry.Invoked(acts, clock.instant(), who, act));
    return acts;
  }

  public synchronized void answered(long number, Act.Outcome outcome) {
    entries.add(new Entry.Answered(number, clock.instant(), outcome));
  }

  /** The moment to keep before a reading is asked for. */
  public Instant begun() {
    return clock.instant();
  }

  /** See {@link Entry.Listed}. */
  public synchronized void listed(Instant begun, String reader, String path, List<Shown> shown) {
    entries.add(new Entry.Listed(begun, clock.instant(), reader, path, shown));
  }

  /** See {@link Entry.Streamed}. */
  public synchronized void streamed(
      Instant begun, String reader, String stream, String from, String to, List<Shown> shown) {
    entries.add(new Entry.Streamed(begun, clock.instant(), reader, stream, from, to, shown));
  }

  /** A fault begins; written down before it is done. */
  public synchronized void broken(String fault) {
    entries.add(new Entry.Broken(clock.instant(), fault));
  }

  /** That fault is over; written down after all is mended. */
  public synchronized void healed(String fault) {
    entries.add(new Entry.Healed(clock.instant(), fault));
  }

  /** All until now. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Writes one JSON object a line. */
  public void write(Path file) throws IOException {
    Files.write(file, entries().stream().map(JSON::writeValueAsString).toList());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws UncheckedIOException when the file cannot be read to its end
   */
  public static List<Entry> read(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.map(line -> JSON.readValue(line, Entry.class)).toList();
    }
  }
}
