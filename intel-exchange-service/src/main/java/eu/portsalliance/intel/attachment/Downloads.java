package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.intel.acceptance.Leaving;
import eu.portsalliance.intel.alert.Attaching;
import eu.portsalliance.intel.attachment.Attachments.Place;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives files to who may read the alert. Bytes of another port's alert come from there when the
 * first reader here asks, are held against what the alert's signature names and against what is
 * taken here, and stay with it.
 */
@Component
class Downloads {

  private final Attaching attaching;
  private final Attachments attachments;
  private final OriginPeer origins;
  private final BlockingCleaning cleaning;
  private final FileQuarantine quarantine;
  private final InHand inHand;
  private final TransactionalOperator transaction;
  private final DeliveryLog log;
  private final Alliance alliance;
  private final Leaving leaving;
  private final AuditTrail audit;

  Downloads(
      Attaching attaching,
      Attachments attachments,
      OriginPeer origins,
      BlockingCleaning cleaning,
      FileQuarantine quarantine,
      InHand inHand,
      TransactionalOperator transaction,
      DeliveryLog log,
      Alliance alliance,
      Leaving leaving,
      AuditTrail audit) {
    this.attaching = attaching;
    this.attachments = attachments;
    this.origins = origins;
    this.cleaning = cleaning;
    this.quarantine = quarantine;
    this.inHand = inHand;
    this.transaction = transaction;
    this.log = log;
    this.alliance = alliance;
    this.leaving = leaving;
    this.audit = audit;
  }

  /**
   * A file on its way out; its bytes are read as they leave.
   *
   * @param obligations what goes with it
   */
  record Given(StixAlert.Attachment attachment, Set<Obligation> obligations, Flux<byte[]> bytes) {}

  /**
   * A file that a caller looks at, once that is recorded; empty when there is none for them. A page
   * is shown to people: a program that asks for one would keep it.
   */
  Mono<Given> shown(Caller caller, Work work, String alert, String sha256) {
    return caller.person().isEmpty()
        ? Mono.error(
            new ProblemException(
                ProblemType.FORBIDDEN, "This is shown to people; a program takes the file."))
        : attaching.shown(caller, work, alert, sha256).flatMap(this::given);
  }

  /** A file that a caller takes away, once that is recorded; empty when there is none for them. */
  Mono<Given> saved(Caller caller, Work work, String alert, String sha256) {
    return attaching.saved(caller, work, alert, sha256).flatMap(this::given);
  }

  private Mono<Given> given(Attaching.Looked looked) {
    Place place = alliance.self().value().equals(looked.origin()) ? Place.OWN : Place.COPY;
    return attachments
        .held(place, looked.alert(), looked.attachment().sha256())
        .flatMap(held -> held || place == Place.OWN ? Mono.just(held) : fetched(looked))
        .filter(held -> held)
        .map(_ -> given(place, looked.alert(), looked.attachment(), looked.obligations()));
  }

  private Given given(
      Place place, String alert, StixAlert.Attachment file, Set<Obligation> obligations) {
    return new Given(file, obligations, attachments.read(place, alert, file.sha256(), file.size()));
  }

  private Mono<Boolean> fetched(Attaching.Looked looked) {
    StixAlert.Attachment file = looked.attachment();
    if (file.size() > Uploads.MOST_BYTES) {
      return Mono.error(Downloads::away);
    }
    Locode origin = new Locode(looked.origin());
    Mono<Void> kept =
        origins
            .attachment(origin, looked.alert(), file.sha256(), file.size())
            .onErrorMap(_ -> away())
            .filter(bytes -> isNamed(bytes, file))
            .switchIfEmpty(Mono.error(Downloads::away))
            .flatMap(bytes -> proven(file, bytes))
            .flatMap(
                proven ->
                    switch (proven) {
                      case Cleaned.Kept clean -> copied(looked, clean.bytes());
                      case Cleaned.Refused no -> refused(origin, file, no.reason());
                    });
    return inHand
        .one(kept)
        .then(Mono.defer(() -> attachments.held(Place.COPY, looked.alert(), file.sha256())));
  }

  private static boolean isNamed(byte[] bytes, StixAlert.Attachment file) {
    return bytes.length == file.size() && Uploads.sha256(bytes).equals(file.sha256());
  }

  /** A peer may be hostile, or bought: what it signed is held against what is taken here. */
  private Mono<Cleaned> proven(StixAlert.Attachment file, byte[] bytes) {
    Optional<FileType> declared = FileType.of(file.type());
    return declared.isPresent() && FileType.found(bytes).equals(declared)
        ? cleaning.prove(declared.get(), bytes)
        : Mono.just(new Cleaned.Refused("is not of the type that its alert says, or of none"));
  }

  private Mono<Void> copied(Attaching.Looked looked, byte[] bytes) {
    return attachments
        .copy(looked.alert(), looked.modified().orElseThrow(), looked.attachment().sha256(), bytes)
        .as(transaction::transactional);
  }

  private Mono<Void> refused(Locode origin, StixAlert.Attachment file, String reason) {
    return quarantine
        .keep(origin, file.sha256(), reason)
        .then(
            Mono.error(
                () ->
                    new ProblemException(
                        new Problem(
                            ProblemType.CONTENT_REFUSED,
                            "The port that the alert comes from signed a file that is not taken"
                                + " here. Tell its desk; the alert itself reads as before.",
                            List.of(new FieldError("content", reason))))));
  }

  private static ProblemException away() {
    return new ProblemException(
        ProblemType.SERVICE_UNAVAILABLE,
        "The port that the alert comes from does not give this attachment now; the alert itself"
            + " reads as before. Try again later.");
  }

  /**
   * A file for the port to which the alert was given, as long as it is entitled to it; empty when
   * there is none for it.
   */
  Mono<Given> hand(Leaving.Asking asking, String alert, String sha256) {
    Locode peer = asking.port();
    return log.one(List.of(RecipientClass.peer(peer)), alert)
        .filter(object -> !object.withdrawal() && entitled(object, peer))
        .filterWhen(object -> leaving.mayLeave(asking, object.alert().tlp()))
        .flatMapIterable(object -> object.alert().details().attachments())
        .filter(file -> file.sha256().equals(sha256))
        .next()
        .filterWhen(_ -> attachments.held(Place.OWN, alert, sha256))
        .flatMap(file -> recorded(peer, alert, file));
  }

  private boolean entitled(StoredObject object, Locode peer) {
    return Entitlements.entitled(object.alert().markings(), alliance.required(), peer.value());
  }

  private Mono<Given> recorded(Locode peer, String alert, StixAlert.Attachment file) {
    return audit
        .recordReading(
            AuditEntry.ofService(
                AuditEntry.Act.DISCLOSURE,
                peer.value(),
                peer.value(),
                "hand over attachment",
                List.of(alert, file.sha256()),
                peer.value()))
        .thenReturn(given(Place.OWN, alert, file, Set.of()));
  }
}
