package eu.portsalliance.intel.alert;

import java.time.Instant;

/** An alert of this port, in one of the two states in which it can be; what may be done differs. */
sealed interface Alert {

  String id();

  String controller();

  AlertContent content();

  Author draftedBy();

  /** A person of an organisation, as the agency asserts them. */
  record Author(String person, String organisation) {}

  /** Written, not released: nobody outside the controller knows of it. */
  record Draft(
      String id,
      int version,
      String controller,
      AlertContent content,
      Instant created,
      Instant modified,
      Author draftedBy)
      implements Alert {}

  /** Released: the object in the delivery log is what counts. */
  record Released(String id, int version, String controller, AlertContent content, Author draftedBy)
      implements Alert {}

  /**
   * Whether somebody of the controller may see the draft: everybody there, unless it is for named
   * persons only; then those and its writer.
   */
  default boolean visibleTo(String organisation, String person) {
    return controller().equals(organisation)
        && (!content().namedPersonsOnly()
            || content().persons().contains(person)
            || draftedBy().person().equals(person));
  }
}
