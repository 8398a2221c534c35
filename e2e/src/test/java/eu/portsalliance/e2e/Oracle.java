package eu.portsalliance.e2e;

import eu.portsalliance.table.Table;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the hand-written tables say that somebody is shown. */
final class Oracle {
  private static final String NO = "no";
  private static final String CLOSED = "accept-limits";

  private final Table table = new Table();

  /** What has to be shown with an alert, as the answer names it; a crossing is recorded alone. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "MARK_NOT_IN_COURT", "not-in-court",
          "MARK_NOT_ONWARD", "not-onward",
          "ACCEPT_LIMITS", CLOSED);

  /**
   * Whether a reader finds an alert: yes, with what has to be shown with it, such as that its
   * content stays closed (H3, not accepted yet), or no.
   */
  String read(Marked alert, Seat by, String purpose) {
    return content(alert, by, purpose, "read");
  }

  /** The same for what they search and have counted. */
  String found(Marked alert, Seat by, String purpose) {
    return content(alert, by, purpose, "search");
  }

  /** What is found by what it says, which is closed before its limits are accepted. */
  String foundByWord(Marked alert, Seat by, String purpose) {
    String found = found(alert, by, purpose);
    return found.contains(CLOSED) ? NO : found;
  }

  /** What a reader of one alert is told of another one that shares a seal with it. */
  String related(Marked alert, Marked other, Seat by, String purpose) {
    String read = read(alert, by, purpose);
    if (read.equals(NO)) {
      return "not there";
    }
    return read.contains(CLOSED) ? NO : foundByWord(other, by, purpose);
  }

  /**
   * Whether a reader may take a file of an alert away: yes, closed while its limits are not
   * accepted, refused to who may read it, or not there.
   */
  String saved(Marked alert, Seat by, String purpose) {
    String read = read(alert, by, purpose);
    if (read.equals(NO)) {
      return "not there";
    }
    if (read.contains(CLOSED)) {
      return "closed";
    }
    return word(alert, by, purpose, "export").startsWith("yes") ? "yes" : "refused";
  }

  private String word(Marked alert, Seat by, String purpose, String use) {
    return table.answer(alert.asked(by, purpose, use)).word();
  }

  private String content(Marked alert, Seat by, String purpose, String use) {
    String word = word(alert, by, purpose, use);
    if (!word.startsWith("yes") || !(alert.origin().equals(by.port()) || held(alert, by.port()))) {
      return NO;
    }
    return Stream.concat(
            Stream.of("yes"),
            Arrays.stream(word.split("\\+", -1)).map(SHOWN::get).filter(Objects::nonNull).sorted())
        .collect(Collectors.joining("+"));
  }

  /** Whether a port is given an alert by its origin: somebody there has to be entitled to it. */
  boolean held(Marked alert, String port) {
    return Member.ALL.stream()
        .filter(member -> member.port().equals(port))
        .anyMatch(member -> table.answer(alert.delivered(member)).word().startsWith("yes"));
  }

  /** What a reader of that purpose finds beside the score of its box: yes, desk, or no. */
  String reason(Marked alert, Seat by, String purpose) {
    return effect(alert, by, purpose, "reason");
  }

  /** What it adds to the score that the reader sees. */
  int points(Marked alert, Seat by, String purpose) {
    return effect(alert, by, purpose, "score").equals(NO) ? 0 : 70;
  }

  private String effect(Marked alert, Seat by, String purpose, String use) {
    String word = table.answer(alert.asked(by, purpose, use)).word();
    if (!(word.startsWith("yes") || word.equals("desk")) || !held(alert, by.port())) {
      return NO;
    }
    return word.startsWith("yes") ? "yes" : word;
  }
}
