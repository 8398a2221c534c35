package eu.portsalliance.intel.attachment;

/** What came of cleaning a file. */
sealed interface Cleaned {

  /** What is kept: nothing of the file that was sent but what is seen in it. */
  record Kept(byte[] bytes) implements Cleaned {}

  /**
   * Not taken.
   *
   * @param reason one sentence for the field, without content
   */
  record Refused(String reason) implements Cleaned {}
}
