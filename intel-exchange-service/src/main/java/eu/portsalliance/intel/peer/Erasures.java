package eu.portsalliance.intel.peer;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.alert.Descent;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.intel.stix.Withdrawal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Does here what an origin says of its alerts: what it took back is erased, and a tombstone keeps
 * it from coming again. Everything is part of the transaction that stands.
 */
@Component
class Erasures {

  /** The classes of this port that hold a version of before, without a scan of the log. */
  private static final String HELD =
      """
      with held as (
        select h.recipient from delivery_heads h
         where exists (select from deliveries d
                        where d.recipient = h.recipient and d.object_id = :id and d.modified < :modified
                          and not d.withdrawn offset 0)
        union
        select p.recipient from deliveries p
         where p.seq is null and p.object_id = :id and p.modified < :modified and not p.withdrawn
      ), lost as (
        select recipient from held where recipient <> all (cast(:keeping as text[]))
      ), taken as (
        update deliveries set withdrawn = true
         where object_id = :id and modified < :modified and recipient in (select recipient from lost)
      )
      insert into deliveries (recipient, object_id, modified, withdrawn)
      select recipient, :id, :modified, recipient not like 'service:%' from lost
      on conflict do nothing
      """;

  private final DatabaseClient database;
  private final AuditTrail audit;
  private final Descent descent;
  private final Quarantine quarantine;
  private final Locode self;

  Erasures(
      DatabaseClient database,
      AuditTrail audit,
      Descent descent,
      Quarantine quarantine,
      Locode self) {
    this.database = database;
    this.audit = audit;
    this.descent = descent;
    this.quarantine = quarantine;
    this.self = self;
  }

  /** Under which key a tombstone stands: nobody who guesses ids finds out that there is one. */
  String tombstone(String id) {
    return audit.hash(id);
  }

  Mono<Void> take(Locode peer, List<Arrival.Withdrawn> withdrawn) {
    return Flux.fromIterable(withdrawn).concatMap(one -> take(peer, one)).then();
  }

  private Mono<Void> take(Locode peer, Arrival.Withdrawn one) {
    return marking(one.withdrawal())
        .flatMap(tlp -> store(peer, one, tlp))
        .flatMap(
            _ ->
                lose(one.withdrawal(), List.of())
                    .then(erase(one.withdrawal().id(), one.withdrawal().modified()))
                    .then(Mono.defer(() -> editions(peer, one.withdrawal())))
                    .then(
                        audit.record(
                            AuditEntry.ofService(
                                AuditEntry.Act.ERASURE,
                                peer.value(),
                                peer.value(),
                                "erase withdrawn alert",
                                List.of(one.withdrawal().id()),
                                self.value()))))
        .then();
  }

  /** What was made here of an alert ends with it. */
  private Mono<Void> editions(Locode peer, Withdrawal withdrawal) {
    return descent.end(
        withdrawal.id(),
        List.of(hand(withdrawal)),
        recorder(peer.value(), "revoke edition of withdrawn alert"));
  }

  private static Descent.Hand hand(Withdrawal withdrawal) {
    return new Descent.Hand(
        "revoked", withdrawal.origin(), withdrawal.controller(), withdrawal.modified());
  }

  private Descent.Recorder recorder(String peer, String what) {
    return (id, boxes, lost) ->
        audit.record(
            AuditEntry.ofService(
                AuditEntry.Act.ERASURE,
                peer,
                peer,
                what,
                Stream.concat(Stream.of(id), boxes.stream().map(audit::hash)).toList(),
                named(lost)));
  }

  /** Recipients as a row of the record names them. */
  static String named(Collection<RecipientClass> lost) {
    return lost.stream().map(RecipientClass::value).collect(Collectors.joining(" "));
  }

  /**
   * An amendment that some of this port may read no longer; what was made here of the alert and
   * could not be made any more ends.
   */
  Mono<Void> narrow(List<Arrival.Accepted> amended) {
    return Flux.fromIterable(amended).concatMap(this::narrow).then();
  }

  private Mono<Void> narrow(Arrival.Accepted one) {
    var before =
        new Withdrawal(
            one.alert().id(),
            one.alert().version(),
            one.alert().origin(),
            one.alert().controller(),
            one.alert().created(),
            one.alert().modified());
    return lose(before, one.recipients())
        .then(
            descent.amended(
                before.id(),
                List.of(hand(before)),
                recorder(before.origin(), "revoke edition of amended alert")));
  }

  /** Of what is taken back, as it is held; where nothing is held, the strictest that leaves. */
  private Mono<Tlp> marking(Withdrawal withdrawal) {
    return database
        .sql(
            """
            select payload from object_versions
             where id = :id and modified < :modified and not withdrawal and payload <> ''
             order by modified desc limit 1
            """)
        .bind("id", withdrawal.id())
        .bind("modified", withdrawal.modified().atOffset(ZoneOffset.UTC))
        .map(row -> marking(Columns.get(row, "payload", byte[].class)))
        .one()
        .defaultIfEmpty(Tlp.AMBER_STRICT);
  }

  private static Tlp marking(byte[] payload) {
    return StixReader.read(payload) instanceof StixReader.Reading.Read read
        ? read.alert().tlp()
        : Tlp.AMBER_STRICT;
  }

  /** Emits when it was not stored before. */
  private Mono<Boolean> store(Locode peer, Arrival.Withdrawn one, Tlp tlp) {
    Withdrawal withdrawal = one.withdrawal();
    return database
        .sql(
            """
            with stored as (
              insert into object_versions
                (id, modified, version, origin, controller, jws_header, payload, jws_signature, withdrawal)
              select :id, :modified, :version, :port, :controller, :header, :payload, :signature, true
               where not exists (select from object_versions o where o.id = :id and o.origin <> :port)
              on conflict (id, modified) do nothing
              returning id
            ), due as (
              insert into receipts_due (port, object_id, modified, at, tlp)
              select :port, id, :modified, clock_timestamp(), :tlp from stored where :tlp <> 'RED'
              on conflict do nothing
            )
            select true as stored from stored
            """)
        .bind("id", withdrawal.id())
        .bind("modified", withdrawal.modified().atOffset(ZoneOffset.UTC))
        .bind("version", withdrawal.version())
        .bind("port", peer.value())
        .bind("controller", withdrawal.controller())
        .bind("header", one.parts().header())
        .bind("payload", one.parts().payload())
        .bind("signature", one.parts().signature())
        .bind("tlp", tlp.name())
        .map(row -> Columns.get(row, "stored", Boolean.class))
        .one();
  }

  private Mono<Long> lose(Withdrawal withdrawal, List<RecipientClass> keeping) {
    return database
        .sql(HELD)
        .bind("id", withdrawal.id())
        .bind("modified", withdrawal.modified().atOffset(ZoneOffset.UTC))
        .bind("keeping", keeping.stream().map(RecipientClass::value).toArray(String[]::new))
        .fetch()
        .rowsUpdated();
  }

  /**
   * The port of which a version is, when it is the newest of its alert and has its content: nothing
   * comes in under its id then until the transaction ends.
   */
  Mono<String> held(String id, Instant modified) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended(:id, 0))")
        .bind("id", id)
        .fetch()
        .one()
        .then(
            database
                .sql(
                    """
                    select o.origin from object_versions o
                     where o.id = :id and o.modified = :modified and o.payload <> '' and not o.withdrawal
                       and not exists (select from object_versions n where n.id = o.id and n.modified > o.modified)
                    """)
                .bind("id", id)
                .bind("modified", modified.atOffset(ZoneOffset.UTC))
                .map(row -> Columns.get(row, "origin", String.class))
                .one());
  }

  /**
   * Erases what was said under an id, up to a time: its versions, files of it, and what of it is in
   * quarantine. A tombstone stays.
   */
  Mono<Void> erase(String id, Instant modified) {
    return database
        .sql(
            """
            with emptied as (
              update object_versions set payload = '', jws_signature = ''
               where id = :id and modified <= :modified and not withdrawal
            ), seen as (
              delete from attachment_copy where object_id = :id and modified <= :modified
            )
            insert into tombstones as t (key, modified) values (:key, :modified)
            on conflict (key) do update set modified = greatest(t.modified, excluded.modified)
            """)
        .bind("id", id)
        .bind("modified", modified.atOffset(ZoneOffset.UTC))
        .bind("key", tombstone(id))
        .fetch()
        .rowsUpdated()
        .then(quarantine.erase(id, modified))
        .then();
  }
}
