package eu.portsalliance.registry.enrolment;

import eu.portsalliance.registry.directory.IssuedDirectory;

/** What became of an enrolment. */
sealed interface EnrolmentOutcome {

  /** The port stands in this directory with this key and address. */
  record Accepted(IssuedDirectory directory) implements EnrolmentOutcome {}

  /** The proof cannot be read; nothing changed. */
  record Unreadable(String field, String detail) implements EnrolmentOutcome {}

  /**
   * Not approved, forged, out of time or seen before; nothing changed. The caller is not told
   * which, and does not learn what is on the founding list.
   */
  record Refused() implements EnrolmentOutcome {}
}
