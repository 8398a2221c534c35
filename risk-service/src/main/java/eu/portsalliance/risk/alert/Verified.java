package eu.portsalliance.risk.alert;

/** What became of one object of the feed. */
sealed interface Verified {
  /** A verified alert. */
  record Good(Alert alert) implements Verified {}

  /** A verified object that is no alert on boxes; nothing for this service. */
  record Other() implements Verified {}

  /**
   * It failed a check.
   *
   * @param reason in a few words, without content
   * @param later whether a newer directory may mend it
   */
  record Bad(String compact, String reason, boolean later) implements Verified {}
}
