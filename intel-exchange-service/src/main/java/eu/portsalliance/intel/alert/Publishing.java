package eu.portsalliance.intel.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Work;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.Publications;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixWriter;
import eu.portsalliance.intel.stix.Withdrawal;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Signs alerts and withdrawals, and says before whom each comes. */
@Component
class Publishing {

  private final Alliance alliance;
  private final Signatures signatures;
  private final Publications publications;
  private final PortKey key;
  private final AuditTrail audit;

  Publishing(
      Alliance alliance,
      Signatures signatures,
      Publications publications,
      PortKey signingKey,
      AuditTrail audit) {
    this.alliance = alliance;
    this.signatures = signatures;
    this.publications = publications;
    this.key = signingKey;
    this.audit = audit;
  }

  /**
   * A signed alert.
   *
   * @param compact the JWS as a whole
   * @param recipients before whom the policy lets it come
   */
  record Signed(
      StixAlert alert, String compact, StoredObject.Parts parts, Set<RecipientClass> recipients) {}

  Signed sign(StixAlert alert) {
    Members members = alliance.required();
    Set<RecipientClass> recipients =
        new LinkedHashSet<>(Entitlements.here(alert.markings(), members, alliance.self()));
    recipients.addAll(Entitlements.peers(alert.markings(), members));
    String compact = Jws.sign(key, Signatures.TYPE, StixWriter.write(alert));
    return new Signed(alert, compact, StoredObject.Parts.of(compact).orElseThrow(), recipients);
  }

  /** What was signed, as it is read back. */
  StoredObject stored(Signed signed, Alert draft, Alert.Author by) {
    signatures.verified(signed.compact(), signed.alert().origin());
    return StoredObject.released(
        signed.alert(),
        signed.parts(),
        new StoredObject.Acts(
            draft.draftedBy().person(),
            draft.draftedBy().organisation(),
            by.person(),
            by.organisation()));
  }

  /**
   * Puts a later version before its recipients, and takes the object back from whoever had an
   * earlier one and is none of them: a moment before, so that the new version is the newest.
   *
   * @return those from whom it was taken
   */
  Mono<Set<RecipientClass>> amended(Signed signed) {
    StixAlert alert = signed.alert();
    var version =
        new Publications.Version(
            alert.id(),
            alert.modified(),
            alert.version(),
            alert.origin(),
            alert.controller(),
            false,
            signed.parts());
    return publications
        .holders(alert.id())
        .flatMap(
            holders -> {
              Set<RecipientClass> lost = new HashSet<>(holders);
              lost.removeAll(signed.recipients());
              Mono<Void> taken =
                  lost.isEmpty()
                      ? Mono.empty()
                      : publications.withdraw(
                          withdrawal(
                              new Withdrawal(
                                  alert.id(),
                                  alert.version(),
                                  alert.origin(),
                                  alert.controller(),
                                  alert.created(),
                                  alert.modified().minusMillis(1))),
                          lost);
              return taken
                  .then(publications.publish(version, alert.markings(), signed.recipients()))
                  .thenReturn(lost);
            });
  }

  /** Takes an alert back from everybody. */
  Mono<Set<RecipientClass>> revoked(
      String id, int version, String controller, Instant created, Instant now) {
    var withdrawal = new Withdrawal(id, version, alliance.self().value(), controller, created, now);
    return publications
        .holders(id)
        .flatMap(
            holders -> publications.withdraw(withdrawal(withdrawal), holders).thenReturn(holders));
  }

  private Publications.Version withdrawal(Withdrawal withdrawal) {
    String compact = Jws.sign(key, Signatures.TYPE, StixWriter.write(withdrawal));
    return new Publications.Version(
        withdrawal.id(),
        withdrawal.modified(),
        withdrawal.version(),
        withdrawal.origin(),
        withdrawal.controller(),
        true,
        StoredObject.Parts.of(compact).orElseThrow());
  }

  /**
   * The other authorities of this port of which somebody may read all of these, be it a person
   * named: one of them is the second organisation where attention is lowered.
   */
  Set<String> others(StixAlert... alerts) {
    return others(alerts[0].controller(), alerts);
  }

  /** The same beside another organisation than the controller. */
  Set<String> others(String organisation, StixAlert... alerts) {
    return alliance.required().speakingAt(alliance.self().value()).stream()
        .filter(o -> o.kind() == OrganisationKind.AUTHORITY)
        .filter(o -> !o.id().equals(organisation))
        .filter(
            o ->
                people(o, alerts)
                    .anyMatch(
                        person ->
                            Stream.of(alerts)
                                .allMatch(
                                    alert ->
                                        Policy.decide(alert.markings(), person, Use.READ)
                                            .permits())))
        .map(Members.Organisation::id)
        .collect(Collectors.toSet());
  }

  /** Anybody of an organisation that speaks here, and those of it whom an alert names. */
  private Stream<Recipient> people(Members.Organisation organisation, StixAlert... alerts) {
    return Stream.concat(
            Stream.of(Narrowing.NOT_NAMED),
            Stream.of(alerts)
                .flatMap(alert -> alert.persons().stream())
                .filter(person -> Narrowing.agency(person).equals(organisation.id())))
        .map(
            person ->
                new Recipient(
                    Optional.of(person),
                    organisation.id(),
                    Optional.of(organisation.kind()),
                    alliance.self().value(),
                    true,
                    Set.of(),
                    Narrowing.PURPOSE));
  }

  /** A row that names the boxes by their hashes and the first recipients. */
  Mono<Void> record(
      AuditEntry.Act act,
      Caller caller,
      Work work,
      String what,
      String id,
      List<String> boxes,
      Collection<RecipientClass> recipients) {
    return audit.record(
        new AuditEntry(
            act,
            caller.actor(),
            caller.organisation(),
            Optional.of(work),
            what,
            Stream.concat(Stream.of(id), boxes.stream().map(audit::hash)).toList(),
            Optional.of(
                recipients.stream().map(RecipientClass::value).collect(Collectors.joining(" ")))));
  }
}
