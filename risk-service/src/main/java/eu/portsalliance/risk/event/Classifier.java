package eu.portsalliance.risk.event;

import java.util.Optional;

/** The eventClassifierCode of DCSA Track and Trace: how sure an event is. */
public enum Classifier {
  /** It happened. */
  ACT,
  /** Somebody reckons that it will. */
  EST,
  /** It is intended. */
  PLN;

  /** The classifier of that name, if the standard has it. */
  public static Optional<Classifier> of(String name) {
    for (Classifier classifier : values()) {
      if (classifier.name().equals(name)) {
        return Optional.of(classifier);
      }
    }
    return Optional.empty();
  }
}
