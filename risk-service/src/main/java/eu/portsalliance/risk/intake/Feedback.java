package eu.portsalliance.risk.intake;

/**
 * One remark on one event, in the form of DCSA's feedback elements (Track and Trace 3.0,
 * FeedbackElement: severity, message, propertyPath; code and property as in DCSA's later APIs).
 *
 * @param severity ERROR when the event was refused, WARN when it was kept and flagged
 * @param code a word that programs can act on
 * @param message a sentence for people
 * @param property the field, dotted from the event
 * @param propertyPath the same as JSONPath from the root of the request
 */
record Feedback(
    Severity severity, Code code, String message, String property, String propertyPath) {
  enum Severity {
    ERROR,
    WARN
  }

  /** The closed list of remarks. */
  enum Code {
    UNKNOWN_FIELD,
    WRONG_TYPE,
    MISSING,
    INVALID,
    UNSUPPORTED_EVENT_TYPE,
    RETRACTION_NOT_TAKEN,
    FACILITY_NOT_YOURS,
    CONTRADICTS_EARLIER,
    CHECK_DIGIT,
    CATEGORY_LETTER,
    NOT_ISO_6346
  }

  /** A path inside one event. */
  record At(String eventPath, String property) {
    String path() {
      return property.isEmpty() ? eventPath : eventPath + "." + property;
    }
  }

  static Feedback error(Code code, At at, String message) {
    return new Feedback(Severity.ERROR, code, message, at.property(), at.path());
  }

  static Feedback warn(Code code, At at, String message) {
    return new Feedback(Severity.WARN, code, message, at.property(), at.path());
  }
}
