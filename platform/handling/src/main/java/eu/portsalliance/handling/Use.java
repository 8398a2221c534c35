package eu.portsalliance.handling;

/** What a recipient would do with an object: one value for each kind of path on which it leaves. */
public enum Use {
  /** Show its content: page, list, stream. */
  READ,
  /** Find or count it for somebody: search, facets, counts, correlation. */
  SEARCH,
  /** Hand its content out as data that we control no longer: file, TAXII, bundle. */
  EXPORT,
  /** Write an edition of it for others. */
  DERIVE,
  /** Ask the originator to let it go further. */
  REQUEST_RELEASE,
  /** Hand it, or the hint that it is there, to the port where the organisation speaks. */
  DELIVER,
  /** Let it count in the score and rank that the recipient sees. */
  SCORE,
  /** Show it as a reason beside a score. */
  REASON,
  /** Let it turn the answer at a gate from ALLOW into REPORT. */
  GATE
}
