package eu.portsalliance.intel.standing;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What two people of this port let its machines disclose, until when. It never releases an alert.
 *
 * @param type what is disclosed
 * @param audience LOCODEs of the ports to which it may go
 * @param ceiling strictest marking of an alert of which it may speak
 * @param ends from when on it holds no more
 * @param approvedBy two people, as their agencies assert them: {@code agency:id}
 */
public record StandingRelease(
    Type type, Set<String> audience, Tlp ceiling, Instant ends, List<String> approvedBy) {

  /** What machines may say to another port. */
  public enum Type {
    /** That an alert of that port came in here. */
    RECEIPT,
    /** That an organisation here looked at a box under an alert of that port. */
    LOOK,
    /** That another controller's alert is about a box of an alert of that port. */
    COLLISION
  }

  public StandingRelease {
    needed("type", type);
    needed("ceiling", ceiling);
    needed("ends", ends);
    audience = Set.copyOf(needed("audience", audience));
    approvedBy = List.copyOf(needed("approved-by", approvedBy));
    if (audience.isEmpty()
        || !audience.stream().allMatch(port -> Locode.FORM.matcher(port).matches())) {
      throw refused("audience", "names ports by LOCODE, at least one");
    }
    if (ceiling == Tlp.RED) {
      throw refused("ceiling", "is AMBER+STRICT at most: machines say nothing of TLP RED");
    }
    if (approvedBy.size() != 2
        || approvedBy.getFirst().equals(approvedBy.getLast())
        || !approvedBy.stream().allMatch(person -> person.matches("[^:]+:.+"))) {
      throw refused("approved-by", "names two people, each as agency:id");
    }
  }

  boolean inForce(Instant now) {
    return now.isBefore(ends);
  }

  boolean covers(Type asked, Locode peer, Instant now) {
    return type == asked && audience.contains(peer.value()) && inForce(now);
  }

  private static <T> T needed(String field, T value) {
    return Objects.requireNonNull(value, () -> refused(field, "is needed").getMessage());
  }

  private static IllegalArgumentException refused(String field, String why) {
    return new IllegalArgumentException("alliance.intel.standing-releases: " + field + " " + why);
  }
}
