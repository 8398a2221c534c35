package eu.portsalliance.testkit.history;

/**
 * Something in a history that cannot be so.
 *
 * @param reader who saw it, or did not
 * @param sentence what happened, with the moment
 */
public record Finding(Kind kind, String reader, Version version, String sentence) {

  /** What is wrong. */
  public enum Kind {
    /** An acknowledged release is not there for somebody entitled, although all is healed. */
    LOST,
    /** One version twice in one list, one stream or one store. */
    DOUBLED,
    /** Shown to somebody who may not be shown it at that moment, or shown before its release. */
    LEAKED,
    /** Two who are entitled to the same do not have the same, although all is healed. */
    DISAGREEING,
    /** There again, or still, after an acknowledged erasure. */
    RESURRECTED,
    /** A stream goes on elsewhere than it ended, or left out what was let out before. */
    JUMPED
  }
}
