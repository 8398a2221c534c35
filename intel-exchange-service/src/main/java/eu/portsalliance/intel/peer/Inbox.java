package eu.portsalliance.intel.peer;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.RefusedContent;
import eu.portsalliance.intel.delivery.TextArray;
import eu.portsalliance.telemetry.Traces;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.function.Tuple4;

/**
 * Stores what a peer sent together with how far its log was read. Storing the same again changes
 * nothing, so two replicas may pull the same peer.
 */
@Component
class Inbox {

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final Erasures erasures;
  private final Reports reports;
  private final Quarantine quarantine;
  private final Locode self;

  Inbox(
      DatabaseClient database,
      TransactionalOperator transaction,
      AuditTrail audit,
      Erasures erasures,
      Reports reports,
      Quarantine quarantine,
      Locode self) {
    this.database = database;
    this.transaction = transaction;
    this.audit = audit;
    this.erasures = erasures;
    this.reports = reports;
    this.quarantine = quarantine;
    this.self = self;
  }

  /** Where reading a peer's log stands; empty text for the beginning. */
  Mono<String> cursor(Locode peer) {
    return database
        .sql("select cursor from peer_cursors where port = :port")
        .bind("port", peer.value())
        .map(row -> Columns.get(row, "cursor", String.class))
        .one()
        .defaultIfEmpty("");
  }

  /** Forgets a cursor that the peer no longer takes. */
  Mono<Void> forget(Locode peer) {
    return database
        .sql("delete from peer_cursors where port = :port")
        .bind("port", peer.value())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Stores one page.
   *
   * @param from the cursor with which it was pulled
   * @param to the cursor that came with it
   * @return whether the cursor moved here; otherwise another replica moved it, and it is read again
   */
  Mono<Boolean> store(Locode peer, List<Arrival> arrivals, String from, String to) {
    return together(peer, arrivals, from, to)
        .onErrorResume(
            RefusedContent::is,
            _ ->
                Flux.fromIterable(arrivals)
                    .concatMap(one -> alone(peer, one, from))
                    .collectList()
                    .flatMap(refused -> together(peer, refused, from, to)));
  }

  /** Of a page that the database refuses, each object by itself; emits one that it refuses. */
  private Mono<Arrival> alone(Locode peer, Arrival one, String from) {
    return together(peer, List.of(one), from, from)
        .then(Mono.<Arrival>empty())
        .onErrorResume(
            RefusedContent::is,
            _ ->
                Mono.just(
                    new Arrival.Quarantined(
                        one.compact(), "the database refuses it", Optional.of(one.compact()))));
  }

  private Mono<Boolean> together(Locode peer, List<Arrival> arrivals, String from, String to) {
    List<Arrival.Accepted> accepted = new ArrayList<>();
    List<Arrival.Withdrawn> withdrawn = new ArrayList<>();
    List<Arrival.Sighted> sighted = new ArrayList<>();
    List<Arrival.Quarantined> quarantined = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      switch (arrival) {
        case Arrival.Accepted one -> accepted.add(one);
        case Arrival.Withdrawn one -> withdrawn.add(one);
        case Arrival.Sighted one -> sighted.add(one);
        case Arrival.Quarantined one -> quarantined.add(one);
      }
    }
    return transaction
        .execute(
            _ ->
                taken(peer, arrivals, withdrawn)
                    .then(Mono.defer(() -> told(peer, sighted, quarantined)))
                    .then(Mono.defer(() -> put(peer, accepted, from, to)))
                    .flatMap(
                        done ->
                            contradictions(peer, accepted, done.getT2(), quarantined)
                                .flatMap(refused -> quarantine.keep(peer, refused))
                                .then(erasures.narrow(amended(accepted, done.getT2())))
                                .thenReturn(done.getT4())))
        .single();
  }

  /** One behind the other on one connection, without waiting for each answer. */
  private Mono<Tuple4<Boolean, Set<String>, Boolean, Boolean>> put(
      Locode peer, List<Arrival.Accepted> accepted, String from, String to) {
    return Mono.zip(
        inTurn(accepted).thenReturn(true),
        insert(peer, accepted),
        record(peer, accepted).thenReturn(true),
        move(peer, from, to));
  }

  /** What is taken back goes first: what stands in its place comes behind it. */
  private Mono<Void> taken(Locode peer, List<Arrival> arrivals, List<Arrival.Withdrawn> withdrawn) {
    return withdrawn.isEmpty()
        ? Mono.empty()
        : inTurn(arrivals).then(erasures.take(peer, withdrawn));
  }

  /** What was seen elsewhere; what is not for this port to know joins what is quarantined. */
  private Mono<Void> told(
      Locode peer, List<Arrival.Sighted> sighted, List<Arrival.Quarantined> quarantined) {
    return sighted.isEmpty()
        ? Mono.empty()
        : inTurn(sighted)
            .then(Mono.defer(() -> reports.take(peer, sighted)))
            .doOnNext(quarantined::addAll)
            .then();
  }

  /**
   * An id belongs to the port that came with it first. Two ports that come with the same id at the
   * same moment do not see each other's rows, so they wait for each other here.
   */
  private Mono<Void> inTurn(List<? extends Arrival> arrivals) {
    return database
        .sql(
            """
            select count(pg_advisory_xact_lock(turn.id))
              from (select distinct hashtextextended(i, 0) as id from unnest(cast(:ids as text[])) as i
                     order by 1) as turn
            """)
        .bind("ids", arrivals.stream().flatMap(Inbox::id).toArray(String[]::new))
        .fetch()
        .one()
        .then();
  }

  private static Stream<String> id(Arrival arrival) {
    return switch (arrival) {
      case Arrival.Accepted one -> Stream.of(one.alert().id());
      case Arrival.Withdrawn one -> Stream.of(one.withdrawal().id());
      case Arrival.Sighted one -> Stream.of(one.sighting().id());
      case Arrival.Quarantined _ -> Stream.empty();
    };
  }

  /** Of what was stored, that which may stand in the place of an earlier version. */
  private static List<Arrival.Accepted> amended(
      List<Arrival.Accepted> accepted, Set<String> stored) {
    return accepted.stream()
        .filter(one -> one.alert().version() > 1)
        .filter(one -> stored.contains(name(one.alert().id(), one.alert().modified())))
        .toList();
  }

  private Mono<Set<String>> insert(Locode peer, List<Arrival.Accepted> accepted) {
    return accepted.isEmpty()
        ? Mono.just(Set.of())
        : Mono.deferContextual(context -> insert(peer, accepted, Traces.in(context)));
  }

  private Mono<Set<String>> insert(Locode peer, List<Arrival.Accepted> accepted, String trace) {
    List<String[]> given = new ArrayList<>();
    for (Arrival.Accepted one : accepted) {
      for (RecipientClass recipient : one.recipients()) {
        given.add(
            new String[] {one.alert().id(), one.alert().modified().toString(), recipient.value()});
      }
    }
    return database
        .sql(
            """
            with stored as (
              insert into object_versions
                (id, modified, version, origin, controller, jws_header, payload, jws_signature, trace)
              select a.id, cast(a.modified as timestamptz), a.version, :port, a.controller, a.header,
                     decode(a.payload, 'base64'), a.signature, :trace
                from unnest(cast(:ids as text[]), cast(:modifieds as text[]), cast(:versions as integer[]),
                            cast(:controllers as text[]), cast(:headers as text[]), cast(:payloads as text[]),
                            cast(:signatures as text[]), cast(:tombstones as text[]))
                     as a (id, modified, version, controller, header, payload, signature, tombstone)
               where not exists (select from object_versions o where o.id = a.id and o.origin <> :port offset 0)
                 and not exists (select from tombstones t
                                  where t.key = a.tombstone and t.modified >= cast(a.modified as timestamptz) offset 0)
              on conflict (id, modified) do nothing
              returning id, modified
            ), given as (
              insert into deliveries (recipient, object_id, modified)
              select g.recipient, stored.id, stored.modified
                from unnest(cast(:given_ids as text[]), cast(:given_modifieds as text[]),
                            cast(:given_recipients as text[]))
                     with ordinality as g (id, modified, recipient, n)
                join stored on stored.id = g.id and stored.modified = cast(g.modified as timestamptz)
               order by g.n
              on conflict do nothing
            ), due as (
              insert into receipts_due (port, object_id, modified, at, tlp)
              select :port, stored.id, stored.modified, clock_timestamp(), m.tlp
                from stored
                join unnest(cast(:ids as text[]), cast(:modifieds as text[]), cast(:markings as text[]))
                     as m (id, modified, tlp)
                  on m.id = stored.id and cast(m.modified as timestamptz) = stored.modified
               where m.tlp <> 'RED'
              on conflict do nothing
            )
            select id, modified from stored
            """)
        .bind("port", peer.value())
        .bind("trace", trace)
        .bind("ids", TextArray.of(accepted, a -> a.alert().id()))
        .bind("modifieds", TextArray.of(accepted, a -> a.alert().modified().toString()))
        .bind("markings", TextArray.of(accepted, a -> a.alert().tlp().name()))
        .bind("versions", accepted.stream().map(a -> a.alert().version()).toArray(Integer[]::new))
        .bind("controllers", TextArray.of(accepted, a -> a.alert().controller()))
        .bind("headers", TextArray.of(accepted, a -> a.parts().header()))
        .bind(
            "payloads",
            TextArray.of(accepted, a -> Base64.getEncoder().encodeToString(a.parts().payload())))
        .bind("signatures", TextArray.of(accepted, a -> a.parts().signature()))
        .bind("tombstones", TextArray.of(accepted, a -> erasures.tombstone(a.alert().id())))
        .bind("given_ids", given.stream().map(g -> g[0]).toArray(String[]::new))
        .bind("given_modifieds", given.stream().map(g -> g[1]).toArray(String[]::new))
        .bind("given_recipients", given.stream().map(g -> g[2]).toArray(String[]::new))
        .map(row -> name(Columns.get(row, "id", String.class), Columns.instant(row, "modified")))
        .all()
        .collect(HashSet::new, Set::add);
  }

  /**
   * What was accepted but not stored was there already: fine when it is the same, and a
   * contradiction when it is of another port or says something else under the same name.
   */
  private Mono<List<Arrival.Quarantined>> contradictions(
      Locode peer,
      List<Arrival.Accepted> accepted,
      Set<String> stored,
      List<Arrival.Quarantined> quarantined) {
    Set<String> names = new HashSet<>();
    List<Arrival.Accepted> known = new ArrayList<>();
    for (Arrival.Accepted one : accepted) {
      String name = name(one.alert().id(), one.alert().modified());
      if (!names.add(name) || !stored.contains(name)) {
        known.add(one);
      }
    }
    if (known.isEmpty()) {
      return Mono.just(quarantined);
    }
    return database
        .sql(
            """
            select id, modified, origin, payload from object_versions
             where id = any(:ids) order by id, modified limit 10000
            """)
        .bind("ids", TextArray.of(known, one -> one.alert().id()))
        .map(
            row ->
                new Held(
                    Columns.get(row, "id", String.class),
                    Columns.instant(row, "modified"),
                    Columns.get(row, "origin", String.class),
                    Columns.get(row, "payload", byte[].class)))
        .all()
        .collectList()
        .map(
            held -> {
              for (Arrival.Accepted one : known) {
                held.stream()
                    .map(version -> version.against(one, peer))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(quarantined::add);
              }
              return quarantined;
            });
  }

  /** A version that is held already. */
  private record Held(String id, Instant modified, String origin, byte[] payload) {

    Optional<Arrival.Quarantined> against(Arrival.Accepted one, Locode peer) {
      if (!id.equals(one.alert().id())) {
        return Optional.empty();
      }
      if (!origin.equals(peer.value())) {
        return refused(one, "its id belongs to an object of another port");
      }
      // what was erased here has no bytes to compare
      return payload.length > 0
              && modified.equals(one.alert().modified())
              && !Arrays.equals(payload, one.parts().payload())
          ? refused(one, "says something else than the version of the same name before it")
          : Optional.empty();
    }

    private static Optional<Arrival.Quarantined> refused(Arrival.Accepted one, String reason) {
      return Optional.of(
          new Arrival.Quarantined(one.compact(), reason, Optional.of(one.compact())));
    }
  }

  private Mono<Void> record(Locode peer, List<Arrival.Accepted> accepted) {
    return accepted.isEmpty()
        ? Mono.empty()
        : audit.record(
            AuditEntry.ofService(
                AuditEntry.Act.COLLECTION,
                peer.value(),
                peer.value(),
                "receive alerts",
                accepted.stream().map(one -> one.alert().id()).toList(),
                self.value()));
  }

  private Mono<Boolean> move(Locode peer, String from, String to) {
    return database
        .sql(
            """
            insert into peer_cursors as c (port, cursor, moved_at) values (:port, :to, clock_timestamp())
            on conflict (port) do update set cursor = excluded.cursor, moved_at = excluded.moved_at
             where c.cursor = :from
            """)
        .bind("port", peer.value())
        .bind("to", to)
        .bind("from", from)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private static String name(String id, Instant modified) {
    return id + " " + modified;
  }
}
