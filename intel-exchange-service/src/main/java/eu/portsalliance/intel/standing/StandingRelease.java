package eu.portsalliance.intel.standing;

import eu.portsalliance.handling.Tlp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What two people of this port let its machines disclose, until when. It never releases an alert.
 *
 * @param type what is disclosed
 * @param audience LOCODEs of the ports to which it may go
 * @param ceiling strictest marking of an alert of which it may speak
 * @param ends from when on it holds no more
 * @param proposed the first person
 * @param approved the second one
 * @param withdrawn whoever took it back last
 */
public record StandingRelease(
    UUID id,
    Type type,
    List<String> audience,
    Tlp ceiling,
    Instant ends,
    Hand proposed,
    @Nullable Hand approved,
    @Nullable Withdrawal withdrawn) {

  /** For how long a proposal waits for its second person. */
  static final Duration WAITS = Duration.ofDays(7);

  /** How far ahead it ends at most. */
  static final Duration LONGEST = Duration.ofDays(366);

  /** What machines may say to another port. */
  public enum Type {
    /** That an alert of that port came in here. */
    RECEIPT,
    /** That an organisation here looked at a box under an alert of that port. */
    LOOK,
    /** That another controller's alert is about a box of an alert of that port. */
    COLLISION
  }

  /** Where it stands. */
  enum State {
    PROPOSED,
    RUNNING,
    /** Nobody approved it in time. */
    LAPSED,
    WITHDRAWN,
    /** It ran to its end. */
    ENDED
  }

  /** Somebody as their agency asserts them, {@code agency:id}, and when they acted. */
  record Hand(String person, Instant at) {}

  /** Who took it back, when, and from when on it holds no more by that. */
  record Withdrawal(Hand by, Instant from) {}

  public StandingRelease {
    audience = List.copyOf(audience);
  }

  State state(Instant now) {
    if (withdrawn != null && !now.isBefore(withdrawn.from())) {
      return State.WITHDRAWN;
    }
    boolean over = !now.isBefore(ends);
    if (approved != null) {
      return over ? State.ENDED : State.RUNNING;
    }
    return over || !now.isBefore(proposed.at().plus(WAITS)) ? State.LAPSED : State.PROPOSED;
  }
}
