package eu.portsalliance.handling;

/** What the recipient would do with the object. */
public enum Use {
  /** Show it to a person or a machine: list, page, stream, search, TAXII. */
  READ,
  /** Hand it to the port where the recipient's organisation speaks. */
  DELIVER,
  /** Let it count in the score, rank or gate answer that the recipient sees. */
  SCORE,
  /** Show it as a reason beside a score. */
  REASON
}
