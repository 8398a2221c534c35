package eu.portsalliance.identity.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run that ended.
 *
 * @param at when it ended
 * @param changes what it changed, in sentences
 * @param reason why it failed, if it did
 * @param nextRun when the next run begins, unless the desired state changes before
 */
record Reconciliation(
    Instant at, Outcome outcome, List<String> changes, Optional<String> reason, Instant nextRun) {

  Reconciliation {
    changes = List.copyOf(changes);
  }

  /** What a run came to. */
  enum Outcome {
    MATCHED("matched"),
    CHANGED("changed"),
    FAILED("failed");

    private final String label;

    Outcome(String label) {
      this.label = label;
    }

    /** As in the interface and in the database. */
    String label() {
      return label;
    }

    static Outcome of(String label) {
      for (Outcome outcome : values()) {
        if (outcome.label.equals(label)) {
          return outcome;
        }
      }
      throw new IllegalArgumentException(label);
    }
  }
}
