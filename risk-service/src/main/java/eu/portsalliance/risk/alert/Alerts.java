package eu.portsalliance.risk.alert;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The alerts that this service holds, and how far it has read the feed. */
class Alerts {
  private static final String FEED = "exchange";

  private final DatabaseClient database;
  private final AlertRows rows;
  private final Quarantine quarantine;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final Locode port;

  Alerts(
      DatabaseClient database, TransactionalOperator transaction, AuditTrail audit, Locode port) {
    this.database = database;
    this.rows = new AlertRows(database);
    this.quarantine = new Quarantine(database);
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
   * What became of a page of the feed.
   *
   * @param here whether this replica kept it
   * @param boxes those whose alerts may have changed
   */
  record Kept(boolean here, Set<String> boxes) {
    Kept {
      boxes = Set.copyOf(boxes);
    }
  }

  /**
   * Keeps what one page of the feed brought and moves the cursor, in one transaction.
   *
   * <p>The cursor moves only from where this process read: one that was followed by another changes
   * nothing.
   */
  Mono<Kept> keep(String from, String to, List<Verified> page, Instant now) {
    return move(from, to, now)
        .flatMap(
            moved ->
                moved
                    ? store(page, now).map(boxes -> new Kept(true, boxes))
                    : Mono.just(new Kept(false, Set.of())))
        .as(transaction::transactional);
  }

  /**
   * Takes out of quarantine what a newer directory verifies.
   *
   * @param waiting as it was received
   * @param read the outcome for each
   * @return the boxes whose alerts may have changed
   */
  Mono<Set<String>> mend(List<String> waiting, List<Verified> read, Instant now) {
    List<String> mended = new ArrayList<>();
    List<Verified> objects = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      if (!(read.get(i) instanceof Verified.Bad)) {
        mended.add(waiting.get(i));
        objects.add(read.get(i));
      }
    }
    return mended.isEmpty()
        ? Mono.just(Set.of())
        : quarantine.release(mended).then(store(objects, now)).as(transaction::transactional);
  }

  /** What waits for a newer directory, as it was received. */
  Mono<List<String>> waiting(int limit) {
    return quarantine.waiting(limit).collectList();
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
               set state = 'withdrawn', markings = null, title = null, legal_basis = null, object = null, vessel = null, voyage = null,
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

  private Mono<Set<String>> store(List<Verified> page, Instant now) {
    List<Alert> newest = newest(page);
    List<Verified.Bad> bad = only(page, Verified.Bad.class);
    return (bad.isEmpty() ? Mono.empty() : quarantine.put(bad, now))
        .then(newest.isEmpty() ? Mono.just(Set.of()) : write(newest, now));
  }

  /** The newest version of each alert on the page: what stood before it has no effect any more. */
  private static List<Alert> newest(List<Verified> page) {
    Map<String, Alert> newest = new LinkedHashMap<>();
    for (Verified.Good good : only(page, Verified.Good.class)) {
      newest.merge(
          good.alert().id(),
          good.alert(),
          (one, next) -> next.modified().isAfter(one.modified()) ? next : one);
    }
    return List.copyOf(newest.values());
  }

  private Mono<Set<String>> write(List<Alert> alerts, Instant now) {
    List<Alert> effective = alerts.stream().filter(alert -> alert.effective(now)).toList();
    List<String> ids = alerts.stream().map(Alert::id).toList();
    return markings(effective)
        .map(known -> alerts.stream().map(alert -> row(alert, known, now)).toList())
        .flatMap(written -> rows.write(written, now))
        .flatMap(
            boxes ->
                audit
                    .record(entry(AuditEntry.Act.COLLECTION, "take alerts", ids))
                    .thenReturn(boxes));
  }

  private static AlertRows.Row row(Alert alert, Map<String, Long> known, Instant now) {
    return new AlertRows.Row(
        alert,
        alert.effective(now)
            ? Optional.ofNullable(known.get(MarkingsJson.write(alert.markings())))
            : Optional.empty());
  }

  private Mono<Map<String, Long>> markings(List<Alert> effective) {
    Set<String> documents =
        effective.stream()
            .map(alert -> MarkingsJson.write(alert.markings()))
            .collect(Collectors.toSet());
    return documents.isEmpty()
        ? Mono.just(Map.of())
        : rows.markings(documents)
            .filter(known -> known.keySet().containsAll(documents))
            .switchIfEmpty(
                Mono.error(() -> new IllegalStateException("markings are being added elsewhere")));
  }

  private static <T extends Verified> List<T> only(List<Verified> page, Class<T> outcome) {
    return page.stream().filter(outcome::isInstance).map(outcome::cast).toList();
  }

  private Mono<Void> erased(List<String> ids) {
    return ids.isEmpty()
        ? Mono.empty()
        : audit.record(entry(AuditEntry.Act.ERASURE, "erase expired alerts", ids));
  }

  private AuditEntry entry(AuditEntry.Act act, String what, List<String> ids) {
    return AuditEntry.ofService(act, "risk-service", port.value(), what, ids, "");
  }
}
