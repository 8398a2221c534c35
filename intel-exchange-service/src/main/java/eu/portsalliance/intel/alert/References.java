package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  References(Alliance alliance, Readings readings) {
    this.alliance = alliance;
    this.readings = readings;
  }

  /** The fields that are wrong; empty when none is. */
  Mono<List<FieldError>> check(Caller caller, Work work, AlertContent content) {
    StixAlert.Details details = content.details();
    if (details.inReplyTo().isPresent()) {
      return read(caller, work, details.inReplyTo().get())
          .flatMap(request -> answer(caller, work, content, request));
    }
    if (details.wanted().isPresent()) {
      StixAlert.Wanted wanted = details.wanted().get();
      return read(caller, work, wanted.alert())
          .map(alert -> wish(caller, work, content, wanted, alert));
    }
    return Mono.just(List.of());
  }

  private Mono<Optional<StixAlert>> read(Caller caller, Work work, String id) {
    return readings
        .shown(caller, work, id)
        .map(shown -> Optional.of(shown.object().alert()))
        .defaultIfEmpty(Optional.empty());
  }

  private Mono<List<FieldError>> answer(
      Caller caller, Work work, AlertContent content, Optional<StixAlert> request) {
    Optional<Boolean> consent = content.details().consent();
    String kind = request.map(StixAlert::kind).orElse("");
    if (kind.equals(ASKS)) {
      return Mono.just(
          consent.isEmpty()
              ? List.of()
              : List.of(new FieldError("consent", "is for the answer to a release request")));
    }
    Optional<StixAlert.Wanted> wanted = request.flatMap(r -> r.details().wanted());
    if (!kind.equals(WANTS) || wanted.isEmpty()) {
      return Mono.just(
          List.of(new FieldError("inReplyTo", "there is no such request that you may read")));
    }
    return read(caller, work, wanted.get().alert())
        .map(alert -> word(caller, consent, alert.map(StixAlert::controller).orElse("")));
  }

  private static List<FieldError> word(
      Caller caller, Optional<Boolean> consent, String originator) {
    if (!originator.equals(caller.organisation())) {
      return List.of(
          new FieldError("inReplyTo", "a release request is answered by the originator"));
    }
    return consent.isPresent()
        ? List.of()
        : List.of(new FieldError("consent", "is needed: whether you let it go further"));
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
