package eu.portsalliance.access;

import java.util.List;
import java.util.Optional;

/**
 * One record of what somebody did with data (Directive (EU) 2016/680, article 25). It names objects
 * by id and boxes by salted hash, never by content.
 *
 * @param act what kind of processing it was
 * @param actor who did it
 * @param organisation on behalf of which organisation
 * @param work purpose and case; empty for machines' own bookkeeping
 * @param what the act in the field's words, for example {@code release alert}
 * @param ids ids of the objects, or salted hashes of container numbers
 * @param recipient to whom data went, for a disclosure
 * @param extended whether the token had ended and the port's gateway extended it, which {@link
 *     AuditTrail} knows
 */
public record AuditEntry(
    Act act,
    String actor,
    String organisation,
    Optional<Work> work,
    String what,
    List<String> ids,
    Optional<String> recipient,
    boolean extended) {

  public AuditEntry {
    ids = List.copyOf(ids);
  }

  public AuditEntry(
      Act act,
      String actor,
      String organisation,
      Optional<Work> work,
      String what,
      List<String> ids,
      Optional<String> recipient) {
    this(act, actor, organisation, work, what, ids, recipient, false);
  }

  AuditEntry marked() {
    return new AuditEntry(act, actor, organisation, work, what, ids, recipient, true);
  }

  /** The kinds of processing that article 25 lists. */
  public enum Act {
    COLLECTION,
    ALTERATION,
    CONSULTATION,
    DISCLOSURE,
    COMBINATION,
    ERASURE
  }

  /** An act of a verified caller. */
  public static AuditEntry of(Act act, Caller caller, Work work, String what, List<String> ids) {
    return new AuditEntry(
        act, caller.actor(), caller.organisation(), Optional.of(work), what, ids, Optional.empty());
  }

  /** A caller read, under the law of one regime, what was written under that of another. */
  public static AuditEntry crossing(Caller caller, Work work, String basis, List<String> ids) {
    return new AuditEntry(
        Act.DISCLOSURE,
        caller.actor(),
        caller.organisation(),
        Optional.of(work),
        "read under another regime",
        ids,
        Optional.of(caller.organisation() + ", legal basis: " + basis));
  }

  /** An act of the port's own software, or with another port. */
  public static AuditEntry ofService(
      Act act, String actor, String organisation, String what, List<String> ids, String recipient) {
    return new AuditEntry(
        act, actor, organisation, Optional.empty(), what, ids, Optional.of(recipient));
  }
}
