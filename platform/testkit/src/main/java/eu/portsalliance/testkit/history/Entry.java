package eu.portsalliance.testkit.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** One line of a {@link History}. All times are of the one clock of whoever keeps it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Invoked.class, name = "invoked"),
  @JsonSubTypes.Type(value = Entry.Answered.class, name = "answered"),
  @JsonSubTypes.Type(value = Entry.Listed.class, name = "listed"),
  @JsonSubTypes.Type(value = Entry.Streamed.class, name = "streamed"),
  @JsonSubTypes.Type(value = Entry.Broken.class, name = "broken"),
  @JsonSubTypes.Type(value = Entry.Healed.class, name = "healed")
})
public sealed interface Entry {

  /** When it was written down. */
  Instant at();

  /**
   * Somebody began an act. Without an {@link Answered} of the same number its outcome is unknown.
   */
  record Invoked(long number, Instant at, String who, Act act) implements Entry {}

  /** An act was answered, or given up. */
  record Answered(long number, Instant at, Act.Outcome outcome) implements Entry {}

  /** Somebody was shown something between {@code begun} and {@code at}. */
  sealed interface Reading extends Entry {
    /** When the reader asked. */
    Instant begun();

    /** A person, a client or a port's store: whoever the {@link Table} has rows for. */
    String reader();

    /** What was shown, in its order. */
    List<Shown> shown();

    /** By which way, for the words of a finding. */
    String way();
  }

  /**
   * All that a reader is shown at once: what is not in it, they do not have. A part of a list, a
   * search or a single object is a {@link Streamed} without cursors.
   *
   * @param path for example {@code list}, {@code taxii}, {@code store}
   */
  record Listed(Instant begun, Instant at, String reader, String path, List<Shown> shown)
      implements Reading {
    public Listed {
      shown = List.copyOf(shown);
    }

    @Override
    public String way() {
      return path;
    }
  }

  /**
   * A page, or one event, of a stream that goes on without a break; whoever begins again or goes on
   * from an earlier cursor begins another stream.
   *
   * @param stream names it among those of the reader
   * @param from cursor that was given for it; empty at the beginning of the log, or where there are
   *     no cursors
   * @param to cursor that came with it; empty where there are none
   */
  record Streamed(
      Instant begun,
      Instant at,
      String reader,
      String stream,
      String from,
      String to,
      List<Shown> shown)
      implements Reading {
    public Streamed {
      shown = List.copyOf(shown);
    }

    @Override
    public String way() {
      return "stream " + stream;
    }
  }

  /** A fault begins. */
  record Broken(Instant at, String fault) implements Entry {}

  /** That fault is over. */
  record Healed(Instant at, String fault) implements Entry {}
}
