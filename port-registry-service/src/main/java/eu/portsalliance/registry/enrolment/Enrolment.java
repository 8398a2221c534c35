package eu.portsalliance.registry.enrolment;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.registry.directory.DirectoryIssuer;
import eu.portsalliance.registry.directory.DirectoryOpening;
import eu.portsalliance.registry.directory.FoundingList;
import eu.portsalliance.registry.directory.IssuedDirectory;
import eu.portsalliance.registry.directory.RegistrySettings;
import eu.portsalliance.registry.enrolment.EnrolmentOutcome.Accepted;
import eu.portsalliance.registry.enrolment.EnrolmentOutcome.Refused;
import eu.portsalliance.registry.enrolment.EnrolmentOutcome.Unreadable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets a port into the directory that proves possession of a key approved for it. */
@Component
class Enrolment {

  /** How far a proof's time may be from ours, either way. */
  private static final Duration WINDOW = Duration.ofSeconds(60);

  /** Much longer than the window, so that a clock set back opens no door. */
  private static final Duration MEMORY = Duration.ofDays(1);

  private static final Duration RENEW_WITHIN = Duration.ofDays(30);

  private final FoundingList foundingList;
  private final DirectoryOpening opening;
  private final DirectoryIssuer issuer;
  private final EnrolmentRows rows;
  private final AuditTrail audit;
  private final RegistrySettings settings;
  private final Clock clock;

  Enrolment(
      FoundingList foundingList,
      DirectoryOpening opening,
      DirectoryIssuer issuer,
      EnrolmentRows rows,
      AuditTrail audit,
      RegistrySettings settings,
      Clock clock) {
    this.foundingList = foundingList;
    this.opening = opening;
    this.issuer = issuer;
    this.rows = rows;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Enrols.
   *
   * @param compact the proof as received
   */
  Mono<EnrolmentOutcome> enrol(String compact) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return switch (EnrolmentProof.read(compact)) {
      case ProofReading.Malformed malformed ->
          Mono.just(new Unreadable(malformed.field(), malformed.detail()));
      case ProofReading.Claimed proof when !acceptable(proof, now) -> Mono.just(new Refused());
      case ProofReading.Claimed proof -> opening.opened().then(issuer.inTurn(accept(proof, now)));
    };
  }

  private boolean acceptable(ProofReading.Claimed proof, Instant now) {
    return foundingList.approves(proof.port(), proof.key().thumbprint())
        && Duration.between(proof.at(), now).abs().compareTo(WINDOW) <= 0
        && proof.genuine();
  }

  private Mono<EnrolmentOutcome> accept(ProofReading.Claimed proof, Instant now) {
    return rows.remember(proof.id(), proof.port(), now)
        .flatMap(fresh -> fresh ? put(proof, now).map(Accepted::new) : Mono.just(new Refused()));
  }

  private Mono<IssuedDirectory> put(ProofReading.Claimed proof, Instant now) {
    return rows.forgetBefore(now.minus(MEMORY))
        .then(rows.putAddress(proof.port(), proof.address()))
        .zipWhen(_ -> rows.putKey(proof.port(), proof.key(), validity(now)), Boolean::logicalOr)
        .flatMap(changed -> changed ? record(proof) : Mono.empty())
        .then(issuer.issue());
  }

  private Mono<Void> record(ProofReading.Claimed proof) {
    String port = proof.port().value();
    return audit.record(
        AuditEntry.ofService(
            AuditEntry.Act.ALTERATION,
            port,
            port,
            "enrol port",
            List.of(port, proof.key().thumbprint(), proof.address()),
            ""));
  }

  /** From a minute ago, so that a peer whose clock is behind ours takes the key at once. */
  private EnrolmentRows.Validity validity(Instant now) {
    return new EnrolmentRows.Validity(
        now.minus(WINDOW), now.plus(settings.keyValidity()), now.plus(RENEW_WITHIN));
  }
}
