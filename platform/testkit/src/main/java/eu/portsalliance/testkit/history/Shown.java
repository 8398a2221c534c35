package eu.portsalliance.testkit.history;

/** One version as somebody was shown it. */
public record Shown(Version version, State state) {

  /** What the reader was told about a version. */
  public enum State {
    /** It holds, and here it is. */
    STANDING,
    /** It is a withdrawal: nothing of the versions before it holds. */
    TAKEN_BACK
  }

  public static Shown standing(Version version) {
    return new Shown(version, State.STANDING);
  }

  public static Shown takenBack(Version version) {
    return new Shown(version, State.TAKEN_BACK);
  }

  boolean stands() {
    return state == State.STANDING;
  }
}
