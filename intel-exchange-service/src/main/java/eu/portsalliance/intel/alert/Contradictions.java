package eu.portsalliance.intel.alert;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import java.util.List;

/** Names the field of each marking that another one contradicts, and of what a kind cannot lack. */
public final class Contradictions {

  /** How something is marked, be it written in a form or signed by a peer. */
  private record Marks(
      Tlp tlp,
      boolean addressed,
      boolean named,
      HandlingCode handlingCode,
      ActionOn actionOn,
      boolean limited) {

    boolean namedPersonsOnly() {
      return tlp == Tlp.RED || actionOn == ActionOn.OBSERVE;
    }
  }

  private final Marks marks;
  private final Fields fields;

  private Contradictions(Marks marks, Fields fields) {
    this.marks = marks;
    this.fields = fields;
  }

  static void find(AlertContent content, Fields fields) {
    Marks marks =
        new Marks(
            content.tlp(),
            !content.audience().isEmpty(),
            !content.persons().isEmpty(),
            content.handlingCode(),
            content.actionOn(),
            content.details().limits().isPresent());
    new Contradictions(marks, fields).find();
    kind(content, fields);
  }

  /** The fields of an alert's marks that contradict others; its kind may be one of a newer peer. */
  public static List<String> in(StixAlert alert) {
    Fields fields = new Fields(false);
    Marks marks =
        new Marks(
            alert.tlp(),
            !alert.audience().isEmpty(),
            !alert.persons().isEmpty(),
            alert.handlingCode(),
            alert.actionOn(),
            alert.details().limits().isPresent());
    new Contradictions(marks, fields).find();
    return fields.errors().stream().map(FieldError::field).toList();
  }

  private void find() {
    persons();
    audience();
    actionOn();
    limits();
  }

  private void persons() {
    if (!marks.namedPersonsOnly()) {
      if (marks.named()) {
        fields.wrong("persons", "are named only with TLP RED or with observe");
      }
      return;
    }
    String what = marks.tlp() == Tlp.RED ? "TLP RED" : "observe";
    if (!marks.named()) {
      fields.wrong("persons", what + " is for named persons: name at least one");
    }
    if (marks.addressed()) {
      fields.wrong(
          "audience",
          what + " is for named persons, and stays at this port for now: leave the audience empty");
    }
  }

  private void audience() {
    boolean addressed = marks.addressed();
    if (marks.namedPersonsOnly()) {
      return;
    }
    switch (marks.tlp()) {
      case CLEAR, GREEN -> {
        if (addressed) {
          fields.wrong(
              "audience",
              "TLP "
                  + marks.tlp().label()
                  + " goes to every member: leave the audience empty, or mark it AMBER");
        }
      }
      case AMBER_STRICT -> {
        if (!addressed) {
          fields.wrong("audience", "AMBER+STRICT is for named organisations: name at least one");
        }
      }
      case AMBER, RED -> {
        // AMBER without an audience is for the authorities of this port
      }
    }
  }

  private void actionOn() {
    Tlp tlp = marks.tlp();
    switch (marks.actionOn()) {
      case OBSERVE -> {
        if (tlp == Tlp.CLEAR || tlp == Tlp.GREEN) {
          fields.wrong("actionOn", "observe is for named persons: TLP " + tlp.label() + " is not");
        }
      }
      case DISCREET -> {
        if (tlp == Tlp.CLEAR) {
          fields.wrong("actionOn", "discreet hides what TLP CLEAR lets everybody know");
        } else if (tlp == Tlp.RED) {
          fields.wrong("actionOn", "TLP RED moves nobody but the persons named: not discreet");
        }
      }
      case CONTROL -> {
        if (tlp == Tlp.RED) {
          fields.wrong("actionOn", "TLP RED moves nobody but the persons named: not control");
        }
      }
      case INFORM, ASK -> {
        // go with every marking
      }
    }
  }

  private void limits() {
    HandlingCode code = marks.handlingCode();
    boolean limited = marks.limited();
    if (marks.tlp() == Tlp.CLEAR && (code == HandlingCode.H2 || code == HandlingCode.H3)) {
      fields.wrong("handlingCode", code + " limits what TLP CLEAR lets everybody have");
    }
    if (code == HandlingCode.H3 && !limited) {
      fields.wrong("limits", "H3 needs the limits in words");
    } else if (code != HandlingCode.H3 && limited) {
      fields.wrong("limits", "are said only with H3");
    }
  }

  private static void kind(AlertContent content, Fields fields) {
    StixAlert.Details details = content.details();
    boolean asks = content.kind() == AlertKind.REQUEST_FOR_INFORMATION;
    boolean wants = content.kind() == AlertKind.RELEASE_REQUEST;
    boolean answers = content.kind() == AlertKind.ANSWER;
    if ((asks || wants) && details.dueAt().isEmpty()) {
      fields.wrong("dueAt", "is needed: until when the answer helps");
    } else if (!asks && !wants && details.dueAt().isPresent()) {
      fields.wrong("dueAt", "is for a request");
    }
    if (wants && details.wanted().isEmpty()) {
      fields.wrong("wanted", "is needed: which alert, for whom and for what");
    } else if (!wants && details.wanted().isPresent()) {
      fields.wrong("wanted", "is for a release request");
    }
    if (!answers && details.consent().isPresent()) {
      fields.wrong("consent", "is for the answer to a release request");
    }
    if (asks && content.audience().stream().noneMatch(Addressee.Authorities.class::isInstance)) {
      fields.wrong("audience", "a request for information asks named ports: name at least one");
    }
    if (answers && details.inReplyTo().isEmpty()) {
      fields.wrong("inReplyTo", "is needed: the request that this answers");
    } else if (!answers && details.inReplyTo().isPresent()) {
      fields.wrong("inReplyTo", "is for an answer");
    }
    if (!answers && details.inReplyToVersion().isPresent()) {
      fields.wrong("inReplyToVersion", "is for an answer");
    }
    if (content.kind() == AlertKind.VESSEL
        && details.indicators().stream().noneMatch(i -> i.type().equals("vessel"))) {
      fields.wrong("indicators", "an alert about a vessel names one: its IMO number");
    }
    if (content.actionOn() == ActionOn.OBSERVE && (asks || wants || answers)) {
      fields.wrong("actionOn", "a request or an answer observes nothing");
    }
  }
}
