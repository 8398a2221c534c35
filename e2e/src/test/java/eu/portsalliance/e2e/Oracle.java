package eu.portsalliance.e2e;

import eu.portsalliance.table.Table;

/** What the hand-written tables say that somebody is shown. */
final class Oracle {
  private static final String NO = "no";

  private final Table table = new Table();

  /**
   * Whether a reader finds an alert: yes, yes without its content (H3, not accepted yet), or no.
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
    return found(alert, by, purpose).equals("yes") ? "yes" : NO;
  }

  /** What a reader of one alert is told of another one that shares a seal with it. */
  String related(Marked alert, Marked other, Seat by, String purpose) {
    return switch (read(alert, by, purpose)) {
      case "yes" -> foundByWord(other, by, purpose);
      case NO -> "not there";
      default -> NO;
    };
  }

  private String content(Marked alert, Seat by, String purpose, String use) {
    String word = table.answer(alert.asked(by, purpose, use)).word();
    if (!word.startsWith("yes") || !(alert.origin().equals(by.port()) || held(alert, by.port()))) {
      return NO;
    }
    return word.contains("ACCEPT_LIMITS") ? "limits" : "yes";
  }

  /** Whether a port is given an alert by its origin: somebody there has to be entitled to it. */
  boolean held(Marked alert, String port) {
    return Member.ALL.stream()
        .filter(member -> member.port().equals(port))
        .anyMatch(member -> table.answer(alert.delivered(member)).word().startsWith("yes"));
  }

  /** What a reader of that purpose finds beside the score of its box: yes, desk, or no. */
  String reason(Marked alert, Seat by) {
    return effect(alert, by, "reason");
  }

  /** What it adds to the score that the reader sees. */
  int points(Marked alert, Seat by) {
    return effect(alert, by, "score").equals(NO) ? 0 : 70;
  }

  private String effect(Marked alert, Seat by, String use) {
    String word = table.answer(alert.asked(by, Purposes.OF_MACHINES, use)).word();
    if (!(word.startsWith("yes") || word.equals("desk")) || !held(alert, by.port())) {
      return NO;
    }
    return word.startsWith("yes") ? "yes" : word;
  }
}
