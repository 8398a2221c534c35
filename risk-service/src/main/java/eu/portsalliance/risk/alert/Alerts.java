package eu.portsalliance.risk.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.risk.container.ContainerNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The alerts that this service holds, and how far it has read the feed. */
class Alerts {
  private static final String FEED = "exchange";

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final Locode port;

  Alerts(
      DatabaseClient database, TransactionalOperator transaction, AuditTrail audit, Locode port) {
    this.database = database;
    this.transaction = transaction;
    this.audit = audit;
    this.port = port;
  }

  /** Where to read on; empty text at the beginning. */
  Mono<String> cursor() {
    return database
        .sql("select cursor from feed where name = :name")
        .bind("name", FEED)
        .map(row -> Columns.get(row, "cursor", String.class))
        .one()
        .defaultIfEmpty("");
  }

  /**
   * Keeps what one page of the feed brought and moves the cursor, in one transaction.
   *
   * <p>Replicas all follow the feed. The cursor moves only from where this one read: whoever comes
   * second changes nothing and reads on from the new place, so no lease is needed.
   *
   * @return whether this replica kept the page
   */
  Mono<Boolean> keep(String from, String to, List<Verified> page, Instant now) {
    Mono<Boolean> act =
        move(from, to, now)
            .flatMap(
                moved ->
                    moved
                        ? Flux.fromIterable(page)
                            .concatMap(object -> store(object, now))
                            .then(recordPage(page))
                            .thenReturn(true)
                        : Mono.just(false));
    return act.as(transaction::transactional);
  }

  /** Checks again what an older directory could not verify; emits how many were mended. */
  Mono<Long> mend(List<String> waiting, Function<String, Verified> reading, Instant now) {
    return Flux.fromIterable(waiting)
        .filter(compact -> !(reading.apply(compact) instanceof Verified.Bad))
        .concatMap(compact -> readmit(compact, reading.apply(compact), now).thenReturn(compact))
        .count()
        .as(transaction::transactional);
  }

  private Mono<Void> readmit(String compact, Verified object, Instant now) {
    return store(object, now).then(release(compact)).then(recordPage(List.of(object)));
  }

  /** What waits for a newer directory, as it was received. */
  Flux<String> waiting(int limit) {
    return database
        .sql(
            """
            select object from quarantine
             where reason like 'key %' order by received limit :limit
            """)
        .bind("limit", limit)
        .map(row -> new String(Columns.get(row, "object", byte[].class), StandardCharsets.UTF_8))
        .all();
  }

  private Mono<Void> release(String compact) {
    return database
        .sql("delete from quarantine where digest = :digest")
        .bind("digest", sha256(compact))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Erases the content of alerts that have run out; emits how many did. */
  Mono<Long> expire(Instant now, int limit) {
    return database
        .sql(
            """
            with over as (
              select id from alert where state = 'live' and valid_until <= :now
               order by valid_until limit :limit for update skip locked),
            unmatched as (
              delete from alert_container c using over where c.alert = over.id)
            update alert a
               set state = 'withdrawn', markings = null, title = null, object = null,
                   valid_from = null, valid_until = null, signed_by = null
              from over where a.id = over.id
            returning a.id
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map(row -> Columns.get(row, "id", String.class))
        .all()
        .collectList()
        .flatMap(ids -> erased(ids).thenReturn((long) ids.size()))
        .as(transaction::transactional);
  }

  private Mono<Boolean> move(String from, String to, Instant now) {
    String sql =
        from.isEmpty()
            ? """
              insert into feed (name, cursor, moved) values (:name, :to, :now)
              on conflict (name) do update set cursor = excluded.cursor, moved = excluded.moved
               where feed.cursor = :from
              """
            : """
              update feed set cursor = :to, moved = :now where name = :name and cursor = :from
              """;
    return database
        .sql(sql)
        .bind("name", FEED)
        .bind("from", from)
        .bind("to", to)
        .bind("now", now)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  private Mono<Void> store(Verified object, Instant now) {
    return switch (object) {
      case Verified.Other _ -> Mono.empty();
      case Verified.Bad bad -> quarantine(bad, now);
      case Verified.Good good when good.alert().effective(now) ->
          markings(good.alert().markings()).flatMap(id -> hold(good.alert(), id, now));
      case Verified.Good good -> withdraw(good.alert(), now);
    };
  }

  private Mono<Void> hold(Alert alert, long markings, Instant now) {
    return database
        .sql(
            """
            with kept as (
              insert into alert (id, modified, state, received, markings, valid_from, valid_until,
                                 title, object, signed_by)
              values (:id, :modified, 'live', :now, :markings, :from, :until, :title, :object, :by)
              on conflict (id) do update set
                modified = excluded.modified, state = 'live', received = excluded.received,
                markings = excluded.markings, valid_from = excluded.valid_from,
                valid_until = excluded.valid_until, title = excluded.title,
                object = excluded.object, signed_by = excluded.signed_by
              where alert.modified < excluded.modified
              returning id),
            unmatched as (
              delete from alert_container c using kept
               where c.alert = kept.id and not c.container = any(:containers::text[]))
            insert into alert_container (container, alert)
            select c, kept.id from kept, unnest(:containers::text[]) as c
            on conflict do nothing
            """)
        .bind("id", alert.id())
        .bind("modified", alert.modified())
        .bind("now", now)
        .bind("markings", markings)
        .bind("from", alert.validFrom())
        .bind("until", alert.validUntil())
        .bind("title", alert.title())
        .bind("object", alert.object())
        .bind("by", alert.signedBy())
        .bind(
            "containers",
            alert.containers().stream().map(ContainerNumber::value).toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> withdraw(Alert alert, Instant now) {
    return database
        .sql(
            """
            with gone as (
              insert into alert (id, modified, state, received)
              values (:id, :modified, 'withdrawn', :now)
              on conflict (id) do update set
                modified = excluded.modified, state = 'withdrawn', received = excluded.received,
                markings = null, valid_from = null, valid_until = null, title = null,
                object = null, signed_by = null
              where alert.modified < excluded.modified
              returning id)
            delete from alert_container c using gone where c.alert = gone.id
            """)
        .bind("id", alert.id())
        .bind("modified", alert.modified())
        .bind("now", now)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** The id of these markings, new or known; empty only when another transaction adds them now. */
  private Mono<Long> markings(Markings markings) {
    String document = MarkingsJson.write(markings);
    return database
        .sql(
            """
            with added as (
              insert into markings (digest, document) values (:digest, :document::text::jsonb)
              on conflict (digest) do nothing returning id)
            select id from added union all select id from markings where digest = :digest limit 1
            """)
        .bind("digest", sha256(document))
        .bind("document", document)
        .map(row -> Columns.get(row, "id", Long.class))
        .one()
        .switchIfEmpty(
            Mono.error(() -> new IllegalStateException("markings are being added elsewhere")));
  }

  private Mono<Void> quarantine(Verified.Bad bad, Instant now) {
    return database
        .sql(
            """
            insert into quarantine (digest, reason, object, received)
            values (:digest, :reason, :object, :now) on conflict (digest) do nothing
            """)
        .bind("digest", sha256(bad.compact()))
        .bind("reason", bad.reason())
        .bind("object", bad.compact().getBytes(StandardCharsets.UTF_8))
        .bind("now", now)
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> recordPage(List<Verified> page) {
    List<String> ids =
        page.stream()
            .flatMap(
                o ->
                    o instanceof Verified.Good good ? Stream.of(good.alert().id()) : Stream.empty())
            .toList();
    return ids.isEmpty()
        ? Mono.empty()
        : audit.record(entry(AuditEntry.Act.COLLECTION, "take alerts", ids));
  }

  private Mono<Void> erased(List<String> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : audit.record(entry(AuditEntry.Act.ERASURE, "erase expired alerts", ids));
  }

  private AuditEntry entry(AuditEntry.Act act, String what, List<String> ids) {
    return AuditEntry.ofService(act, "risk-service", port.value(), what, ids, "");
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
