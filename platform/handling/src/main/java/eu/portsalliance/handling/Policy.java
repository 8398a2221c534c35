package eu.portsalliance.handling;

import eu.portsalliance.handling.Decision.Permitted;
import eu.portsalliance.handling.Decision.Reason;
import eu.portsalliance.handling.Decision.Refused;
import eu.portsalliance.handling.Decision.Restricted;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides each use of each object. Every path on which an object or anything derived from it leaves
 * a service asks here (docs/architecture.md, Handling). Pure and total: no I/O, no clock, never
 * null, never an exception, the same answer for the same question.
 */
public final class Policy {

  /** Purposes that intelligence may serve, with the regime in which each one processes. */
  private static final Map<String, Regime> PURPOSES =
      Map.of(
          "crime-prevention", Regime.LED,
          "investigation", Regime.LED,
          "prosecution", Regime.LED,
          "customs-control", Regime.GDPR_CUSTOMS,
          "port-security", Regime.GDPR);

  private static final Set<String> ACTS_ON_TARGETS = Set.of("risk-analyst", "control-officer");

  private static final Set<String> READS_REASONS =
      Set.of("intel-reader", "intel-analyst", "intel-officer", "risk-analyst");

  private static final Permitted PERMITTED = new Permitted(Set.of());

  private Policy() {}

  /** Decides whether a recipient may make this use of an object so marked. */
  public static Decision decide(Markings object, Recipient recipient, Use use) {
    return decide(object, recipient, use, false);
  }

  /**
   * The same where the originator may have given its word.
   *
   * @param word whether the originator's word for this use by the recipient's organisation is on
   *     record: it lifts H2, and nothing else
   */
  public static Decision decide(Markings object, Recipient recipient, Use use, boolean word) {
    return switch (use) {
      case READ, SEARCH, EXPORT, DERIVE, REQUEST_RELEASE -> content(object, recipient, use, word);
      case DELIVER -> delivery(object, recipient);
      case SCORE -> score(object, recipient);
      case REASON -> reason(object, recipient);
      case GATE -> gate(object, recipient);
    };
  }

  private static Decision content(Markings object, Recipient recipient, Use use, boolean word) {
    if (!serves(recipient)) {
      return new Refused(Reason.PURPOSE);
    }
    Optional<Reason> barred =
        object.namedPersonsOnly() ? notNamed(object, recipient, use) : outside(object, recipient);
    if (barred.isEmpty()) {
      barred = withheld(object, recipient, use, word);
    }
    return barred.<Decision>map(Refused::new).orElseGet(() -> permitted(object, recipient));
  }

  /** Whether the purpose is one that intelligence may serve. */
  private static boolean serves(Recipient recipient) {
    return recipient.purpose().filter(PURPOSES::containsKey).isPresent();
  }

  /** RED and observe: the named persons read them, and nothing else is done with them. */
  private static Optional<Reason> notNamed(Markings object, Recipient recipient, Use use) {
    if (recipient.kind().isEmpty()) {
      return Optional.of(Reason.NOT_A_MEMBER);
    }
    boolean alone = use == Use.READ || (use == Use.SEARCH && object.tlp() != Tlp.RED);
    if (!alone || recipient.person().isEmpty()) {
      return Optional.of(Reason.NAMED_PERSONS_ONLY);
    }
    return recipient.person().filter(object.persons()::contains).isPresent()
        ? Optional.empty()
        : Optional.of(Reason.NOT_A_NAMED_PERSON);
  }

  /** TLP 2.0 for whole organisations; whoever signed in reads CLEAR, all else is for members. */
  private static Optional<Reason> outside(Markings object, Recipient recipient) {
    if (object.tlp() == Tlp.CLEAR) {
      return Optional.empty();
    }
    if (recipient.kind().isEmpty()) {
      return Optional.of(Reason.NOT_A_MEMBER);
    }
    if (object.tlp() == Tlp.GREEN || inside(object, recipient)) {
      return Optional.empty();
    }
    return Optional.of(
        recipient.is(OrganisationKind.OPERATOR)
            ? Reason.OPERATOR_NOT_NAMED
            : Reason.NOT_IN_AUDIENCE);
  }

  private static boolean inside(Markings object, Recipient recipient) {
    if (controls(object, recipient)) {
      return true;
    }
    return object.audience().isEmpty()
        ? recipient.is(OrganisationKind.AUTHORITY)
            && recipient.speaksHere()
            && recipient.port().equals(object.origin())
        : recipient.kind().isPresent() && object.audience().contains(recipient.organisation());
  }

  private static boolean controls(Markings object, Recipient recipient) {
    return recipient.kind().isPresent() && object.controller().equals(recipient.organisation());
  }

  /** What the handling code and AMBER+STRICT keep from those who may read; not from the owner. */
  private static Optional<Reason> withheld(
      Markings object, Recipient recipient, Use use, boolean word) {
    boolean onward = use == Use.DERIVE || use == Use.REQUEST_RELEASE;
    if (controls(object, recipient)) {
      return Optional.empty();
    }
    if (onward && object.tlp() == Tlp.AMBER_STRICT) {
      return Optional.of(Reason.STAYS_WITH_THE_NAMED);
    }
    return switch (object.handlingCode()) {
      case H0, H1 -> Optional.empty();
      case H2 ->
          (use == Use.EXPORT || use == Use.DERIVE) && !word
              ? Optional.of(Reason.ORIGINATOR_FIRST)
              : Optional.empty();
      case H3 ->
          recipient.person().isEmpty()
              ? Optional.of(Reason.LIMITS_NEED_A_PERSON)
              : Optional.empty();
    };
  }

  private static Permitted permitted(Markings object, Recipient recipient) {
    Set<Obligation> obligations = EnumSet.noneOf(Obligation.class);
    switch (object.handlingCode()) {
      case H0 -> {
        // nothing beyond its purpose
      }
      case H1 -> obligations.add(Obligation.MARK_NOT_IN_COURT);
      case H2 -> obligations.add(Obligation.MARK_NOT_ONWARD);
      case H3 -> {
        if (!controls(object, recipient)) {
          obligations.add(Obligation.ACCEPT_LIMITS);
        }
      }
    }
    if (!object.regime().equals(recipient.purpose().map(PURPOSES::get))) {
      obligations.add(Obligation.RECORD_CROSSING);
    }
    return obligations.isEmpty() ? PERMITTED : new Permitted(obligations);
  }

  /** What may be put before an organisation as a whole; named people are reached at the origin. */
  private static Decision delivery(Markings object, Recipient recipient) {
    if (object.namedPersonsOnly()) {
      return new Refused(Reason.NAMED_PERSONS_ONLY);
    }
    return outside(object, recipient).<Decision>map(Refused::new).orElse(PERMITTED);
  }

  /** What a purpose may not read adds nothing to the score: points alone would tell of it. */
  private static Decision score(Markings object, Recipient recipient) {
    return serves(recipient) ? effect(object, recipient) : new Refused(Reason.PURPOSE);
  }

  private static Decision effect(Markings object, Recipient recipient) {
    if (!object.actionOn().scores() || object.namedPersonsOnly()) {
      return new Refused(Reason.NO_EFFECT);
    }
    if (recipient.kind().isEmpty()) {
      return new Refused(Reason.NOT_A_MEMBER);
    }
    if (recipient.is(OrganisationKind.OPERATOR)) {
      return new Refused(Reason.NEUTRAL_ANSWER_ONLY);
    }
    Optional<Reason> outside = outside(object, recipient);
    if (outside.isEmpty()) {
      return PERMITTED;
    }
    return actsOnTargets(object, recipient)
        ? new Restricted(recipient.port())
        : new Refused(outside.get());
  }

  /**
   * What is refused in a score is refused beside it, and what goes with READ goes with it. Discreet
   * shows nothing of why to people who control and do not read. H3 opens on its own page, after its
   * limits were accepted, and never beside a score.
   */
  private static Decision reason(Markings object, Recipient recipient) {
    Decision score = score(object, recipient);
    if (!score.permits()) {
      return score;
    }
    boolean reads = recipient.roles().stream().anyMatch(READS_REASONS::contains);
    boolean closed =
        (object.actionOn() == ActionOn.DISCREET && !reads)
            || (object.handlingCode() == HandlingCode.H3 && !controls(object, recipient));
    return closed ? new Restricted(recipient.port()) : permitted(object, recipient);
  }

  /**
   * A gate learns that somebody wants the box reported, and nothing of why. AMBER+STRICT moves no
   * gate but one of an organisation that it names.
   */
  private static Decision gate(Markings object, Recipient recipient) {
    if (!object.actionOn().scores() || object.namedPersonsOnly()) {
      return new Refused(Reason.NO_EFFECT);
    }
    return object.tlp() == Tlp.AMBER_STRICT && !inside(object, recipient)
        ? new Refused(Reason.STAYS_WITH_THE_NAMED)
        : PERMITTED;
  }

  /**
   * The declared exception of handling: an authority's people who act on targets at their own port
   * act on the box without reading why. AMBER+STRICT stays with its organisations.
   */
  private static boolean actsOnTargets(Markings object, Recipient recipient) {
    return object.tlp() == Tlp.AMBER
        && recipient.is(OrganisationKind.AUTHORITY)
        && recipient.speaksHere()
        && recipient.roles().stream().anyMatch(ACTS_ON_TARGETS::contains);
  }
}
