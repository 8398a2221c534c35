package eu.portsalliance.intel.acceptance;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.RecipientClass;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What people said of peers, and what was passed over because nobody had said it. */
@Component
class AcceptanceRows {

  private final DatabaseClient database;

  AcceptanceRows(DatabaseClient database) {
    this.database = database;
  }

  /**
   * A proposal or an acceptance that stands.
   *
   * @param keys thumbprints of the keys of the peer for which it is
   * @param by person who proposed it
   * @param organisation theirs
   * @param accepted when a second person confirmed it; empty while it is a proposal
   */
  record Row(
      Locode port,
      Set<String> keys,
      String by,
      String organisation,
      Instant at,
      Optional<Instant> accepted) {}

  /** Whether two people accepted a peer with this key. */
  Mono<Boolean> accepted(Locode port, String key) {
    return accepted(port, List.of(key));
  }

  /** Whether two people accepted a peer with each of these keys. */
  Mono<Boolean> accepted(Locode port, Collection<String> keys) {
    return keys.isEmpty()
        ? Mono.just(false)
        : database
            .sql(
                """
                select bool_and(exists (select from peer_acceptance a
                                         where a.port = :port and a.ended_at is null and a.confirmed_at is not null
                                           and k.key = any(a.keys))) as accepted
                  from unnest(cast(:keys as text[])) as k (key)
                """)
            .bind("port", port.value())
            .bind("keys", keys.toArray(String[]::new))
            .map(row -> Columns.get(row, "accepted", Boolean.class))
            .one();
  }

  /** All that stands, the oldest first. */
  Flux<Row> standing() {
    return database
        .sql("select * from peer_acceptance where ended_at is null order by id limit 10000")
        .map(AcceptanceRows::row)
        .all();
  }

  /** What stands of one peer, the oldest first. */
  Flux<Row> standing(Locode port) {
    return database
        .sql("select * from peer_acceptance where port = :port and ended_at is null order by id")
        .bind("port", port.value())
        .map(AcceptanceRows::row)
        .all();
  }

  /** Lets one transaction at a time decide about a peer. */
  Mono<Void> lock(Locode port) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended(:name, 0)) is null as locked")
        .bind("name", "acceptance of " + port.value())
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Void> propose(Locode port, Set<String> keys, Caller by, String person, Instant now) {
    return database
        .sql(
            """
            insert into peer_acceptance (port, keys, proposed_by, proposed_organisation, proposed_at)
            values (:port, :keys, :by, :organisation, :now)
            """)
        .bind("port", port.value())
        .bind("keys", keys.toArray(String[]::new))
        .bind("by", person)
        .bind("organisation", by.organisation())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Void> confirm(Locode port, Caller by, String person, Instant now) {
    return database
        .sql(
            """
            update peer_acceptance set confirmed_by = :by, confirmed_organisation = :organisation, confirmed_at = :now
             where port = :port and ended_at is null and confirmed_at is null
            """)
        .bind("port", port.value())
        .bind("by", person)
        .bind("organisation", by.organisation())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Ends what waits, and what holds too where that is asked for; returns how much that was. */
  Mono<Long> end(Locode port, boolean also, String person, Instant now) {
    return database
        .sql(
            """
            update peer_acceptance set ended_by = :by, ended_at = :now
             where port = :port and ended_at is null and (:also or confirmed_at is null)
            """)
        .bind("port", port.value())
        .bind("also", also)
        .bind("by", person)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }

  /** Remembers what a peer was not given. */
  Mono<Void> passOver(Locode port, Collection<Long> numbers) {
    return database
        .sql(
            """
            update deliveries set passed_over = true
             where recipient = :recipient and seq = any(cast(:numbers as bigint[])) and not passed_over and not withdrawn
            """)
        .bind("recipient", RecipientClass.peer(port).value())
        .bind("numbers", numbers.toArray(Long[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Puts what a peer was not given before it anew, in the order in which it was released, each
   * object in its newest version: no number that the peer has passed hides any of it.
   */
  Mono<Void> enterAnew(Locode port) {
    return database
        .sql(
            """
            with waiting as (
              select d.pk, d.object_id, d.modified, d.again from deliveries d
               where d.recipient = :recipient and d.passed_over and not d.withdrawn
            ), taken as (
              update deliveries d set withdrawn = true from waiting w where d.pk = w.pk
            )
            insert into deliveries (recipient, object_id, modified, again)
            select :recipient, w.object_id, w.modified, w.again + 1 from waiting w
             where not exists (select from object_versions n where n.id = w.object_id and n.modified > w.modified)
             order by w.pk
            """)
        .bind("recipient", RecipientClass.peer(port).value())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** How many objects wait for each peer, by recipient class. */
  Flux<PeersView.Counted> waiting() {
    return database
        .sql(
            """
            select substr(recipient, 6) as port, count(distinct object_id) as n from deliveries
             where passed_over and not withdrawn group by recipient
            """)
        .map(
            row ->
                new PeersView.Counted(
                    Columns.get(row, "port", String.class), Columns.get(row, "n", Long.class)))
        .all();
  }

  private static Row row(Readable row) {
    return new Row(
        new Locode(Columns.get(row, "port", String.class)),
        Set.copyOf(Arrays.asList(Columns.get(row, "keys", String[].class))),
        Columns.get(row, "proposed_by", String.class),
        Columns.get(row, "proposed_organisation", String.class),
        Columns.instant(row, "proposed_at"),
        Optional.ofNullable(row.get("confirmed_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
