package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Which files belong to an alert. That a draft has another one is a change of the draft like any
 * other: a version more, and whoever attached it does not release it.
 */
@Component
public class Attaching {

  private final Drafting drafting;
  private final Alerts alerts;
  private final Amendments amendments;
  private final AlertViews views;
  private final Readings readings;

  Attaching(
      Drafting drafting,
      Alerts alerts,
      Amendments amendments,
      AlertViews views,
      Readings readings) {
    this.drafting = drafting;
    this.alerts = alerts;
    this.amendments = amendments;
    this.views = views;
    this.readings = readings;
  }

  /** What becomes of the files of a draft. */
  public sealed interface Change {
    /** It has these from now on. */
    record To(List<StixAlert.Attachment> attached) implements Change {}

    /** It keeps those that it has. */
    record Refused(Problem problem) implements Change {}
  }

  /**
   * A file that a caller reads.
   *
   * @param origin LOCODE of the port where the alert was released or is written
   * @param modified names the released version; empty for a file of a draft
   */
  public record Looked(
      StixAlert.Attachment attachment, String alert, String origin, Optional<Instant> modified) {}

  /** What stands against a caller's writing on an alert, before anything of it is read. */
  public Mono<Optional<Problem>> refusal(Caller caller, String id) {
    return drafting.refusal(caller, id);
  }

  /**
   * Changes the files of a draft in the version that was read, in the transaction that stands.
   *
   * @return the draft as it is then, or the refusal
   */
  public Mono<ResponseEntity<?>> change(
      Caller caller,
      Work work,
      String id,
      int version,
      String what,
      Function<List<StixAlert.Attachment>, Change> change) {
    return drafting.attach(caller, work, id, version, what, change);
  }

  /**
   * A file of an alert that the caller may read, once the look is recorded; empty when there is
   * none for them. Of one whose limits wait for their acceptance nothing is given.
   */
  public Mono<Looked> look(Caller caller, Work work, String id, String sha256) {
    return readings
        .shown(caller, work, id)
        .flatMap(shown -> released(caller, work, shown, sha256))
        .switchIfEmpty(Mono.defer(() -> own(caller, work, id, sha256)));
  }

  private Mono<Looked> released(Caller caller, Work work, AlertViews.Shown shown, String sha256) {
    StixAlert alert = shown.object().alert();
    Optional<Looked> looked =
        named(alert.details().attachments(), sha256)
            .map(
                file ->
                    new Looked(
                        file, alert.id(), alert.origin(), Optional.of(shown.object().modified())));
    return Mono.justOrEmpty(looked)
        .flatMap(
            file ->
                views
                    .open(shown, caller)
                    .flatMap(open -> open ? Mono.just(file) : Mono.error(Attaching::sealed)))
        .flatMap(
            file ->
                readings
                    .record(
                        caller,
                        work,
                        "read attachment",
                        List.of(shown),
                        List.of(alert.id(), sha256))
                    .thenReturn(file));
  }

  private static ProblemException sealed() {
    return new ProblemException(
        ProblemType.CONFLICT, "Read the alert and accept its limits first.");
  }

  /** Of drafts, of what is revoked, and of the next version of what stands, for its own people. */
  private Mono<Looked> own(Caller caller, Work work, String id, String sha256) {
    String person = caller.person().orElse("");
    if (!Readings.writes(caller)) {
      return Mono.empty();
    }
    return alerts
        .visible(id, caller.organisation(), person)
        .filter(alert -> !(alert instanceof Alert.Released))
        .flatMap(
            alert ->
                Mono.justOrEmpty(readings.written(caller, work, alert))
                    .flatMap(asks -> looked(caller, work, alert, asks, sha256)))
        .switchIfEmpty(Mono.defer(() -> next(caller, work, id, sha256)));
  }

  private Mono<Looked> next(Caller caller, Work work, String id, String sha256) {
    return amendments
        .compared(caller, work, id)
        .filter(compared -> named(compared.draft(), sha256).isPresent())
        .flatMap(
            compared ->
                amendments
                    .open(compared, caller)
                    .flatMap(
                        open ->
                            open
                                ? looked(
                                    caller, work, compared.draft(), compared.obligations(), sha256)
                                : Mono.error(Attaching::sealed)));
  }

  private Mono<Looked> looked(
      Caller caller, Work work, Alert alert, Set<Obligation> obligations, String sha256) {
    return Mono.justOrEmpty(named(alert, sha256))
        .flatMap(
            file ->
                readings
                    .record(
                        caller,
                        work,
                        "read attachment",
                        alert,
                        obligations,
                        List.of(alert.id(), sha256))
                    .thenReturn(new Looked(file, alert.id(), readings.here(), Optional.empty())));
  }

  private static Optional<StixAlert.Attachment> named(Alert alert, String sha256) {
    return named(alert.content().details().attachments(), sha256);
  }

  private static Optional<StixAlert.Attachment> named(
      List<StixAlert.Attachment> attachments, String sha256) {
    return attachments.stream().filter(one -> one.sha256().equals(sha256)).findFirst();
  }
}
