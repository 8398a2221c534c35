package eu.portsalliance.intel.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** An alert of this port, in one of the states in which it can be; what may be done differs. */
sealed interface Alert {

  String id();

  int version();

  String controller();

  AlertContent content();

  Author draftedBy();

  /** The persons who wrote on this version: none of them is its second person. */
  Set<String> writers();

  /** The alert of which this is an edition. */
  Optional<String> derivedFrom();

  /** A person of an organisation, as the agency asserts them. */
  record Author(String person, String organisation) {}

  /**
   * Written, not released: nobody outside the controller knows of it.
   *
   * @param inReview whether its writers gave it to the second person
   * @param amends whether an earlier version of it stands meanwhile
   */
  record Draft(
      String id,
      int version,
      String controller,
      AlertContent content,
      Instant created,
      Instant modified,
      Author draftedBy,
      Set<String> writers,
      Optional<String> derivedFrom,
      boolean inReview,
      boolean amends)
      implements Alert {

    /** The same once it was given to the second person. */
    Draft reviewed() {
      return new Draft(
          id,
          version,
          controller,
          content,
          created,
          modified,
          draftedBy,
          writers,
          derivedFrom,
          true,
          amends);
    }
  }

  /** Released: the object in the delivery log is what counts. */
  record Released(
      String id,
      int version,
      String controller,
      AlertContent content,
      Instant created,
      Author draftedBy,
      Set<String> writers,
      Optional<String> derivedFrom)
      implements Alert {}

  /** Taken back everywhere; its own people still read what it was. */
  record Revoked(
      String id,
      int version,
      String controller,
      AlertContent content,
      Author draftedBy,
      Set<String> writers,
      Optional<String> derivedFrom)
      implements Alert {}

  /**
   * Whether somebody of the controller may see the draft: everybody there, unless it is for named
   * persons only; then those and its writers.
   */
  default boolean visibleTo(String organisation, String person) {
    return controller().equals(organisation)
        && (!content().namedPersonsOnly()
            || content().persons().contains(person)
            || writers().contains(person));
  }
}
