package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.Contradictions;
import eu.portsalliance.intel.delivery.Entitlements;
import eu.portsalliance.intel.delivery.Signatures;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.intel.stix.StixSighting;
import eu.portsalliance.intel.stix.Unseen;
import eu.portsalliance.intel.stix.Withdrawal;
import eu.portsalliance.peers.Jws;
import eu.portsalliance.peers.PortKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Checks what a peer sent: its signature by a key of that port, that it is of that port, that its
 * controller may speak there, that its marks agree with each other, and that somebody here is
 * entitled to it. Nothing of it is believed before its signature is.
 */
@Component
class Inspection {

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final Alliance alliance;
  private final Clock clock;

  Inspection(Alliance alliance, Clock clock) {
    this.alliance = alliance;
    this.clock = clock;
  }

  /** Says what becomes of one object. */
  Arrival inspect(Locode peer, String compact) {
    if (compact.length() > 2 * StixReader.MOST_BYTES) {
      return new Arrival.Quarantined(compact, "larger than allowed", Optional.empty());
    }
    Optional<StoredObject.Parts> parts = StoredObject.Parts.of(compact);
    if (parts.isEmpty()) {
      return refused(compact, "not a compact JWS in its one form");
    }
    Members members = alliance.required();
    boolean signed =
        Jws.verify(
                compact,
                Signatures.TYPE,
                kid -> members.key(peer.value(), kid, clock.instant()).map(PortKey::jwk))
            .isPresent();
    if (!signed) {
      return refused(compact, "not signed by a key of the port that sent it");
    }
    return switch (StixReader.read(parts.get().payload())) {
      case StixReader.Reading.Unreadable unreadable -> refused(compact, unreadable.reason());
      case StixReader.Reading.Read read ->
          entitled(peer, compact, parts.get(), read.alert(), members);
      case StixReader.Reading.Withdrawn read ->
          withdrawn(peer, compact, parts.get(), read.withdrawal(), members);
      case StixReader.Reading.Sighted read ->
          sighted(peer, compact, parts.get(), read.sighting(), members);
    };
  }

  private Arrival withdrawn(
      Locode peer,
      String compact,
      StoredObject.Parts parts,
      Withdrawal withdrawal,
      Members members) {
    return unsound(
            peer,
            withdrawal.origin(),
            withdrawal.controller(),
            withdrawal.created(),
            withdrawal.modified(),
            members)
        .map(reason -> refused(compact, reason))
        .orElseGet(() -> new Arrival.Withdrawn(compact, parts, withdrawal));
  }

  /** A port reports for those who speak there, and puts no word into the mouth of another. */
  private Arrival sighted(
      Locode peer,
      String compact,
      StoredObject.Parts parts,
      StixSighting sighting,
      Members members) {
    Instant latest = clock.instant().plus(CLOCK_SKEW);
    if (!sighting.origin().equals(peer.value())) {
      return refused(compact, "its origin is not the port that sent it");
    }
    if (!members.speaks(sighting.controller(), peer.value())) {
      return refused(compact, "its controller may not speak at its origin");
    }
    if (sighting.created().isAfter(latest) || sighting.at().isAfter(latest)) {
      return refused(compact, "its times cannot be");
    }
    return Stream.of(sighting.place(), sighting.outcome(), sighting.note()).anyMatch(Unseen::in)
        ? refused(compact, "has characters that cannot be seen")
        : new Arrival.Sighted(compact, parts, sighting);
  }

  private Optional<String> unsound(
      Locode peer,
      String origin,
      String controller,
      Instant created,
      Instant modified,
      Members members) {
    if (!origin.equals(peer.value())) {
      return Optional.of("its origin is not the port that sent it");
    }
    if (!members.speaks(controller, peer.value())) {
      return Optional.of("its controller may not speak at its origin");
    }
    if (!members.authoritiesAt(peer.value()).contains(controller)) {
      return Optional.of("its controller is no authority");
    }
    return modified.isAfter(clock.instant().plus(CLOCK_SKEW)) || modified.isBefore(created)
        ? Optional.of("its times cannot be")
        : Optional.empty();
  }

  private Arrival entitled(
      Locode peer, String compact, StoredObject.Parts parts, StixAlert alert, Members members) {
    Optional<String> unsound =
        unsound(
            peer, alert.origin(), alert.controller(), alert.created(), alert.modified(), members);
    if (unsound.isPresent()) {
      return refused(compact, unsound.get());
    }
    if (texts(alert).anyMatch(Unseen::in)) {
      return refused(compact, "has characters that cannot be seen");
    }
    boolean ours = Entitlements.entitled(alert.markings(), members, alliance.self().value());
    List<String> contradicted = Contradictions.in(alert);
    if (!contradicted.isEmpty()) {
      return new Arrival.Quarantined(
          compact,
          "its marks contradict each other: " + String.join(", ", contradicted),
          ours ? Optional.of(compact) : Optional.empty());
    }
    if (!ours) {
      return new Arrival.Quarantined(compact, "nobody at this port is entitled", Optional.empty());
    }
    return new Arrival.Accepted(
        compact,
        parts,
        alert,
        List.copyOf(Entitlements.here(alert.markings(), members, alliance.self())));
  }

  private static Stream<String> texts(StixAlert alert) {
    return Stream.concat(
        Stream.of(
            alert.title(),
            alert.narrative(),
            alert.legalBasis(),
            alert.details().limits().orElse(""),
            alert.details().wanted().map(StixAlert.Wanted::purpose).orElse("")),
        Stream.concat(
            alert.details().indicators().stream().map(StixAlert.Indicator::value),
            alert.details().attachments().stream().map(StixAlert.Attachment::name)));
  }

  private static Arrival refused(String compact, String reason) {
    return new Arrival.Quarantined(compact, reason, Optional.of(compact));
  }
}
