package eu.portsalliance.handling;

import java.util.Set;

/** The answer of the policy. */
public sealed interface Decision {

  /**
   * The use is allowed.
   *
   * @param obligations what the service does with it; seldom any
   */
  record Permitted(Set<Obligation> obligations) implements Decision {

    public Permitted {
      obligations = Set.copyOf(obligations);
    }

    /** Whether something goes with the permission. */
    public boolean obliges(Obligation obligation) {
      return obligations.contains(obligation);
    }
  }

  /**
   * The use is not allowed, and for the recipient the object does not exist.
   *
   * @param reason for the record and the tests, never for the recipient
   */
  record Refused(Reason reason) implements Decision {}

  /**
   * The recipient may act on it but not read it.
   *
   * @param desk LOCODE of the port whose desk is to be called
   */
  record Restricted(String desk) implements Decision {}

  /** Whether it is {@link Permitted}. */
  default boolean permits() {
    return this instanceof Permitted;
  }

  /** Why a use is refused. */
  enum Reason {
    /** Reading intelligence needs a purpose that intelligence may serve. */
    PURPOSE,
    /** The directory knows no such organisation: its people read CLEAR alone. */
    NOT_A_MEMBER,
    NOT_IN_AUDIENCE,
    OPERATOR_NOT_NAMED,
    /** For named persons, and this person is not one. */
    NOT_A_NAMED_PERSON,
    /** For named persons, and this is none, or a path that serves more than one person. */
    NAMED_PERSONS_ONLY,
    /** AMBER+STRICT stays with the organisations named. */
    STAYS_WITH_THE_NAMED,
    /** H2: the originator has to say so first. */
    ORIGINATOR_FIRST,
    /** H3: only a person can accept the limits. */
    LIMITS_NEED_A_PERSON,
    /** Its action-on causes nothing. */
    NO_EFFECT,
    /** Scores and reasons are for authorities; terminals get a neutral answer. */
    NEUTRAL_ANSWER_ONLY
  }
}
