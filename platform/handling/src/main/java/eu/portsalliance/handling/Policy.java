package eu.portsalliance.handling;

import eu.portsalliance.handling.Decision.Permitted;
import eu.portsalliance.handling.Decision.Reason;
import eu.portsalliance.handling.Decision.Refused;
import eu.portsalliance.handling.Decision.Restricted;

/**
 * Decides each use of each object. Every path on which an object or anything derived from it leaves
 * a service asks here (docs/architecture.md, Handling).
 */
public final class Policy {

  private static final Permitted PERMITTED = new Permitted();

  private Policy() {}

  /**
   * Decides whether a recipient may make this use of an object so marked.
   *
   * @return never null, and the same for the same input
   */
  public static Decision decide(Markings object, Recipient recipient, Use use) {
    return switch (use) {
      case READ -> read(object, recipient);
      case DELIVER -> deliver(object, recipient);
      case SCORE -> score(object, recipient);
      case REASON -> reason(object, recipient);
    };
  }

  private static Decision read(Markings object, Recipient recipient) {
    if (namedPersonsOnly(object)) {
      return recipient
          .person()
          .<Decision>map(
              person ->
                  object.persons().contains(person)
                      ? PERMITTED
                      : new Refused(Reason.NOT_A_NAMED_PERSON))
          .orElseGet(() -> new Refused(Reason.MACHINE));
    }
    return audience(object, recipient);
  }

  /** What may be put before an organisation as a whole; named people are reached at the origin. */
  private static Decision deliver(Markings object, Recipient recipient) {
    return namedPersonsOnly(object) ? new Refused(Reason.MACHINE) : audience(object, recipient);
  }

  private static Decision score(Markings object, Recipient recipient) {
    if (!object.actionOn().scores() || namedPersonsOnly(object)) {
      return new Refused(Reason.NO_EFFECT_ON_SCORE);
    }
    if (audience(object, recipient) instanceof Permitted) {
      return PERMITTED;
    }
    return actsOnTargets(object, recipient)
        ? new Restricted(recipient.port())
        : new Refused(Reason.NOT_IN_AUDIENCE);
  }

  private static Decision reason(Markings object, Recipient recipient) {
    return score(object, recipient);
  }

  private static Decision audience(Markings object, Recipient recipient) {
    boolean named =
        object.audience().contains(recipient.organisation())
            || object.controller().equals(recipient.organisation());
    return switch (object.tlp()) {
      case CLEAR, GREEN -> PERMITTED;
      case AMBER, AMBER_STRICT, RED ->
          named
              ? PERMITTED
              : new Refused(
                  recipient.kind() == OrganisationKind.OPERATOR
                      ? Reason.OPERATOR_NOT_NAMED
                      : Reason.NOT_IN_AUDIENCE);
    };
  }

  private static boolean namedPersonsOnly(Markings object) {
    return object.tlp() == Tlp.RED || object.actionOn() == ActionOn.OBSERVE;
  }

  /**
   * The declared exception of handling: an authority's people who pick targets at a port that holds
   * the object act on the box without reading why. AMBER+STRICT stays with its organisations.
   */
  private static boolean actsOnTargets(Markings object, Recipient recipient) {
    return object.tlp() == Tlp.AMBER
        && recipient.kind() == OrganisationKind.AUTHORITY
        && recipient.roles().contains("risk-analyst");
  }
}
