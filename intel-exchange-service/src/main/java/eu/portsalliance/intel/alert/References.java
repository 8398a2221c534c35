package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Checks what a draft says of other alerts. One that its writer may not read is refused as one that
 * does not exist.
 */
@Component
class References {

  private static final String ASKS = AlertKind.REQUEST_FOR_INFORMATION.label();
  private static final String WANTS = AlertKind.RELEASE_REQUEST.label();

  private final Alliance alliance;
  private final Readings readings;
  private final Alerts alerts;
  private final Bounds bounds;

  References(Alliance alliance, Readings readings, Alerts alerts, Bounds bounds) {
    this.alliance = alliance;
    this.readings = readings;
    this.alerts = alerts;
    this.bounds = bounds;
  }

  /**
   * What came of it.
   *
   * @param errors the fields that are wrong; empty when none is
   * @param asked what the release request asks for that the draft answers
   */
  record Checked(List<FieldError> errors, Optional<StixAlert.Wanted> asked) {

    static Checked of(List<FieldError> errors) {
      return new Checked(errors, Optional.empty());
    }

    static Checked wrong(String field, String detail) {
      return of(List.of(new FieldError(field, detail)));
    }
  }

  Mono<Checked> check(Caller caller, Work work, AlertContent content) {
    StixAlert.Details details = content.details();
    if (details.inReplyTo().isPresent()) {
      return read(caller, work, details.inReplyTo().get())
          .flatMap(request -> answer(caller, work, details, request));
    }
    if (details.wanted().isPresent()) {
      StixAlert.Wanted wanted = details.wanted().get();
      return read(caller, work, wanted.alert())
          .map(alert -> Checked.of(wish(caller, work, content, wanted, alert)));
    }
    return Mono.just(Checked.of(List.of()));
  }

  private Mono<Optional<StixAlert>> read(Caller caller, Work work, String id) {
    return readings
        .shown(caller, work, id)
        .map(shown -> Optional.of(shown.object().alert()))
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<Checked> answer(
      Caller caller, Work work, StixAlert.Details details, Optional<StixAlert> request) {
    String kind = request.map(StixAlert::kind).orElse("");
    if (kind.equals(ASKS)) {
      return Mono.just(
          details.consent().isPresent()
              ? Checked.wrong("consent", "is for the answer to a release request")
              : Checked.of(version(details, request.get())));
    }
    Optional<StixAlert.Wanted> wanted = request.flatMap(r -> r.details().wanted());
    if (!kind.equals(WANTS) || wanted.isEmpty()) {
      return Mono.just(Checked.wrong("inReplyTo", "there is no such request that you may read"));
    }
    return read(caller, work, wanted.get().alert())
        .flatMap(
            alert -> {
              Checked word =
                  word(
                      caller,
                      details,
                      request.get(),
                      wanted.get(),
                      alert.map(StixAlert::controller).orElse(""));
              return word.errors().isEmpty() && details.consent().orElse(false)
                  ? behind(caller, work, alert.orElseThrow(), wanted.get())
                      .map(_ -> Checked.wrong("consent", "gives more than the originator's word"))
                      .defaultIfEmpty(word)
                  : Mono.just(word);
            });
  }

  /** A yes for an edition gives no more than the words of those behind it. */
  private Mono<Problem> behind(
      Caller caller, Work work, StixAlert edition, StixAlert.Wanted wanted) {
    var further =
        new Bounds.Edition(
            edition.controller(),
            Tlp.AMBER,
            Set.copyOf(wanted.recipients()),
            edition.handlingCode(),
            edition.details().limits());
    return alerts
        .find(edition.id())
        .flatMap(alert -> Mono.justOrEmpty(alert.derivedFrom()))
        .flatMap(parent -> alerts.line(parent, edition.controller()))
        .flatMap(line -> bounds.refusal(caller, work, line, further));
  }

  /** A word is given for what was asked in the version that was read, and for that alone. */
  private static Checked word(
      Caller caller,
      StixAlert.Details details,
      StixAlert request,
      StixAlert.Wanted wanted,
      String originator) {
    if (!originator.equals(caller.organisation())) {
      return Checked.wrong("inReplyTo", "a release request is answered by the originator");
    }
    if (details.consent().isEmpty()) {
      return Checked.wrong("consent", "is needed: whether you let it go further");
    }
    if (wanted.recipients().isEmpty()
        || wanted.recipients().size() > DraftForm.NAMES
        || wanted.purpose().isBlank()
        || wanted.purpose().length() > DraftForm.LONGEST_PURPOSE) {
      return Checked.wrong("inReplyTo", "asks for what no request here could ask for");
    }
    List<FieldError> errors = version(details, request);
    return new Checked(errors, Optional.of(wanted));
  }

  private static List<FieldError> version(StixAlert.Details details, StixAlert request) {
    Optional<Integer> read = details.inReplyToVersion();
    if (read.isEmpty() && details.consent().isPresent()) {
      return List.of(
          new FieldError(
              "inReplyToVersion", "is needed: the version of the request that you read"));
    }
    return read.isEmpty() || read.get() == request.version()
        ? List.of()
        : List.of(
            new FieldError(
                "inReplyToVersion",
                "the request is another by now, version " + request.version() + ": read it again"));
  }

  private List<FieldError> wish(
      Caller caller,
      Work work,
      AlertContent content,
      StixAlert.Wanted wanted,
      Optional<StixAlert> alert) {
    if (alert.isEmpty()) {
      return List.of(new FieldError("wanted.alert", "there is no such alert that you may read"));
    }
    List<FieldError> errors = new ArrayList<>();
    String originator = alert.get().controller();
    if (originator.equals(caller.organisation())) {
      errors.add(new FieldError("wanted.alert", "is your own: nobody else is asked"));
    } else if (readings
        .recipient(caller, work)
        .filter(r -> Policy.decide(alert.get().markings(), r, Use.REQUEST_RELEASE).permits())
        .isEmpty()) {
      errors.add(new FieldError("wanted.alert", "its marking knows no release request"));
    }
    if (!content.audience().equals(List.of(new Addressee.Named(originator)))) {
      errors.add(
          new FieldError("audience", "a release request goes to the originator: " + originator));
    }
    Members members = alliance.required();
    if (!wanted.recipients().stream().allMatch(o -> members.organisation(o).isPresent())) {
      errors.add(new FieldError("wanted.recipients", "are member organisations"));
    }
    return errors;
  }
}
