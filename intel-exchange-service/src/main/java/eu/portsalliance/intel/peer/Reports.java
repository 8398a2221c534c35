package eu.portsalliance.intel.peer;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.NamedPersons;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.stix.StixSighting;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes what was seen elsewhere of alerts of this port. Only a port to which an alert was given has
 * something to say of it. Everything is part of the transaction that stands.
 */
@Component
class Reports {

  /**
   * The same again changes nothing. Whoever owns the alert is told, of what is named quietly, and
   * not again before somebody has taken that notice on: one stands open for an alert (schema).
   */
  private static final String KEEP =
      """
      with given as (
        select exists (select from deliveries d
                        where d.recipient = :recipient and d.object_id = :alert offset 0) as given
      ), stored as (
        insert into object_versions
          (id, modified, version, origin, controller, jws_header, payload, jws_signature)
        select :object, :created, 1, :port, :controller, :header, :payload, :signature
          from given
         where given.given and not exists (select from object_versions o where o.id = :object)
        returning id
      ), kept as (
        insert into alert_sighting
          (id, object_id, organisation, port, at, place, outcome, note, recorded_at)
        select :sighting, :alert, :controller, :port, :at, :place, :outcome, :note, :now from stored
        returning id, object_id, organisation, port, at
      ), told as (
        insert into duty_notice
          (id, organisation, kind, about, port, by_organisation, source, happened_at, raised_at, quiet)
        select gen_random_uuid(), a.controller, 'sighting', a.id, k.port, k.organisation, cast(k.id as text), k.at,
               :now, %s
          from kept k join alerts a on a.id = k.object_id and a.state = 'released'
        on conflict do nothing
      )
      select given.given, exists (select from stored) as fresh,
             coalesce((select o.origin = :port and o.payload = :payload from object_versions o
                        where o.id = :object limit 1), false) as same
        from given
      """
          .formatted(NamedPersons.ONLY);

  private final DatabaseClient database;
  private final AuditTrail audit;
  private final Locode self;
  private final Clock clock;

  Reports(DatabaseClient database, AuditTrail audit, Locode self, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.self = self;
    this.clock = clock;
  }

  /** Emits those that are refused. */
  Mono<List<Arrival.Quarantined>> take(Locode peer, List<Arrival.Sighted> sighted) {
    return Flux.fromIterable(sighted).concatMap(one -> take(peer, one)).collectList();
  }

  private record Kept(boolean given, boolean fresh, boolean same) {}

  private Mono<Arrival.Quarantined> take(Locode peer, Arrival.Sighted one) {
    return keep(peer, one)
        .flatMap(
            kept -> {
              if (!kept.given()) {
                return Mono.just(
                    new Arrival.Quarantined(
                        one.compact(),
                        "is about no alert that its port was given",
                        Optional.empty()));
              }
              if (kept.fresh()) {
                return record(peer, one.sighting()).then(Mono.empty());
              }
              return kept.same()
                  ? Mono.empty()
                  : Mono.just(
                      new Arrival.Quarantined(
                          one.compact(),
                          "says something else than what came before it under its id",
                          Optional.of(one.compact())));
            });
  }

  private Mono<Kept> keep(Locode peer, Arrival.Sighted one) {
    StixSighting sighting = one.sighting();
    return database
        .sql(KEEP)
        .bind("recipient", RecipientClass.peer(peer).value())
        .bind("port", peer.value())
        .bind("object", sighting.id())
        .bind("sighting", UUID.fromString(sighting.id().substring("sighting--".length())))
        .bind("alert", sighting.alert())
        .bind("controller", sighting.controller())
        .bind("created", utc(sighting.created()))
        .bind("at", utc(sighting.at()))
        .bind("place", sighting.place())
        .bind("outcome", sighting.outcome())
        .bind("note", sighting.note())
        .bind("now", utc(clock.instant()))
        .bind("header", one.parts().header())
        .bind("payload", one.parts().payload())
        .bind("signature", one.parts().signature())
        .map(
            row ->
                new Kept(
                    Columns.get(row, "given", Boolean.class),
                    Columns.get(row, "fresh", Boolean.class),
                    Columns.get(row, "same", Boolean.class)))
        .one();
  }

  private Mono<Void> record(Locode peer, StixSighting sighting) {
    return audit.record(
        AuditEntry.ofService(
            AuditEntry.Act.COLLECTION,
            peer.value(),
            peer.value(),
            "receive sighting",
            List.of(sighting.alert(), sighting.id()),
            self.value()));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
