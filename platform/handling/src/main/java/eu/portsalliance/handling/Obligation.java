package eu.portsalliance.handling;

/** What goes with a permission: whoever shows or hands out the object has to do it. */
public enum Obligation {
  /** H1: show and export it with the words "not in court without the originator's word". */
  MARK_NOT_IN_COURT,
  /** H2: show it with the words "not to be passed on without the originator's word". */
  MARK_NOT_ONWARD,
  /** H3: open the content only after the person accepted the limits, and record the acceptance. */
  ACCEPT_LIMITS,
  /** The purpose is one of another regime: record the disclosure with its legal basis. */
  RECORD_CROSSING
}
