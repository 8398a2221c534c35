package eu.portsalliance.handling;

/** What an object may cause, chosen by its originator and released by two people. */
public enum ActionOn {
  /** No effect beyond its readers. */
  INFORM("inform"),
  /** Act only after the originator has said yes. */
  ASK("ask"),
  /** Stop and control. */
  CONTROL("control"),
  /** Control, and show nothing that tells why. */
  DISCREET("discreet"),
  /** Do not touch; named people only. */
  OBSERVE("observe");

  private final String label;

  ActionOn(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** Whether it enters the shared score and the gate's answer: only control and discreet do. */
  public boolean scores() {
    return this == CONTROL || this == DISCREET;
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException when there is no such label
   */
  public static ActionOn of(String label) {
    for (ActionOn action : values()) {
      if (action.label.equals(label)) {
        return action;
      }
    }
    throw new IllegalArgumentException(
        "no action-on: one of inform, ask, control, discreet, observe");
  }
}
