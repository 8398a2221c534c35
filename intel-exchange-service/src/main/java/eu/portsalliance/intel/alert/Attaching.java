package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
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

  /** What a page shows; all else is a file to be taken away, or to stay. */
  private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg");

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
   * A file that a caller gets.
   *
   * @param origin LOCODE of the port where the alert was released or is written
   * @param modified names the released version; empty for a file of a draft
   * @param obligations what goes with it when it is taken away
   */
  public record Looked(
      StixAlert.Attachment attachment,
      String alert,
      String origin,
      Optional<Instant> modified,
      Set<Obligation> obligations) {
    public Looked {
      obligations = Set.copyOf(obligations);
    }
  }

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
   * A picture of an alert that the caller may read, for the page, once the look is recorded; empty
   * when there is none for them. Of one whose limits wait for their acceptance nothing is given.
   */
  public Mono<Looked> shown(Caller caller, Work work, String id, String sha256) {
    return look(new Look(caller, work, id, sha256, false));
  }

  /**
   * The same, to be taken away: what may be read and not exported is refused with that reason,
   * since its reader knows of it.
   */
  public Mono<Looked> saved(Caller caller, Work work, String id, String sha256) {
    return look(new Look(caller, work, id, sha256, true));
  }

  /** Who asks for which file, and whether to keep it. */
  private record Look(Caller caller, Work work, String id, String sha256, boolean saved) {
    String what() {
      return saved ? "save attachment" : "show attachment";
    }
  }

  private Mono<Looked> look(Look look) {
    return readings
        .shown(look.caller(), look.work(), look.id())
        .flatMap(shown -> released(look, shown))
        .switchIfEmpty(Mono.defer(() -> own(look)));
  }

  private Mono<Looked> released(Look look, AlertViews.Shown shown) {
    StixAlert alert = shown.object().alert();
    return Mono.justOrEmpty(named(alert.details().attachments(), look.sha256()))
        .filterWhen(_ -> orSealed(views.open(shown, look.caller())))
        .flatMap(
            file ->
                leaving(look, file, alert.markings())
                    .map(
                        obligations ->
                            new Looked(
                                file,
                                alert.id(),
                                alert.origin(),
                                Optional.of(shown.object().modified()),
                                obligations)))
        .flatMap(
            looked ->
                readings
                    .recordPart(
                        look.caller(),
                        look.work(),
                        look.what(),
                        List.of(shown),
                        List.of(alert.id(), look.sha256()))
                    .thenReturn(looked));
  }

  private static Mono<Boolean> orSealed(Mono<Boolean> opens) {
    return opens.flatMap(open -> open ? Mono.just(true) : Mono.error(Attaching::sealed));
  }

  /** What goes with a file on its way out; an error where it may not go. */
  private Mono<Set<Obligation>> leaving(Look look, StixAlert.Attachment file, Markings markings) {
    boolean picture = PICTURES.contains(file.type());
    if (look.saved()) {
      return Mono.justOrEmpty(readings.exportable(markings, look.caller(), look.work()))
          .switchIfEmpty(Mono.error(() -> staysHere(picture)));
    }
    return picture ? Mono.just(Set.of()) : Mono.error(Attaching::notShown);
  }

  static ProblemException sealed() {
    return new ProblemException(
        ProblemType.CONFLICT, "Read the alert and accept its limits first.");
  }

  private static ProblemException notShown() {
    return new ProblemException(
        new Problem(
            ProblemType.CONTENT_REFUSED,
            "Pages show pictures alone. Save it as a file; where its handling does not let you, ask"
                + " its originator.",
            List.of(
                new FieldError(
                    "content", "is not shown on a page: it is no PNG or JPEG picture"))));
  }

  private static ProblemException staysHere(boolean picture) {
    return new ProblemException(
        new Problem(
            ProblemType.FORBIDDEN,
            (picture ? "You may look at it here. " : "Pages show pictures alone. ")
                + "Whether it may go further is for its originator to say.",
            List.of(new FieldError("handling", "does not let you take it away as a file"))));
  }

  /** Of drafts, of what is revoked, and of the next version of what stands, for its own people. */
  private Mono<Looked> own(Look look) {
    Caller caller = look.caller();
    if (!Readings.writes(caller)) {
      return Mono.empty();
    }
    return alerts
        .visible(look.id(), caller.organisation(), caller.person().orElse(""))
        .filter(alert -> !(alert instanceof Alert.Released))
        .flatMap(
            alert ->
                Mono.justOrEmpty(readings.written(caller, look.work(), alert))
                    .flatMap(asks -> own(look, alert, asks)))
        .switchIfEmpty(Mono.defer(() -> next(look)));
  }

  private Mono<Looked> next(Look look) {
    return amendments
        .compared(look.caller(), look.work(), look.id())
        .filter(compared -> named(compared.draft(), look.sha256()).isPresent())
        .filterWhen(compared -> orSealed(amendments.open(compared, look.caller())))
        .flatMap(compared -> own(look, compared.draft(), compared.obligations()));
  }

  private Mono<Looked> own(Look look, Alert alert, Set<Obligation> asks) {
    return Mono.justOrEmpty(named(alert, look.sha256()))
        .flatMap(
            file ->
                leaving(look, file, readings.markings(alert))
                    .map(
                        obligations ->
                            new Looked(
                                file, alert.id(), readings.here(), Optional.empty(), obligations)))
        .flatMap(
            looked ->
                readings
                    .record(
                        look.caller(),
                        look.work(),
                        look.what(),
                        List.of(alert.id(), look.sha256()),
                        List.of(Consulted.of(alert, asks)))
                    .thenReturn(looked));
  }

  private static Optional<StixAlert.Attachment> named(Alert alert, String sha256) {
    return named(alert.content().details().attachments(), sha256);
  }

  private static Optional<StixAlert.Attachment> named(
      List<StixAlert.Attachment> attachments, String sha256) {
    return attachments.stream().filter(one -> one.sha256().equals(sha256)).findFirst();
  }
}
