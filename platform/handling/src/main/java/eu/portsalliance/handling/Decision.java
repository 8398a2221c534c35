package eu.portsalliance.handling;

/** The answer of the policy. */
public sealed interface Decision {

  /** The use is allowed. */
  record Permitted() implements Decision {}

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

  /** Why a use is refused. */
  enum Reason {
    NOT_IN_AUDIENCE,
    OPERATOR_NOT_NAMED,
    NOT_A_NAMED_PERSON,
    MACHINE,
    NO_EFFECT_ON_SCORE
  }
}
