package eu.portsalliance.intel.audit;

import eu.portsalliance.access.Columns;
import eu.portsalliance.audit.MerkleTree;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** How far each log of another port was seen, and the alarms about it. */
@Component
class WitnessedLogs {

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  WitnessedLogs(DatabaseClient database, TransactionalOperator transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** What is wrong with a log. */
  enum Alarm {
    /** It does not grow from what was seen. */
    FORK,
    /** It is shorter than what was seen. */
    GAP,
    /** It has not answered. */
    SILENCE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A log as far as it was seen. */
  record Seen(MerkleTree tree, Instant answeredAt) {}

  /** One that an auditor sees; heads newest first. */
  record Witnessed(
      String log, long size, Instant answeredAt, List<String> heads, List<Raised> alarms) {}

  /** An alarm; {@code head} is what the other port signed, the proof of a fork. */
  record Raised(
      String kind, String detail, Instant raisedAt, Optional<Instant> endedAt, String head) {}

  /** An alarm that stands. */
  record Standing(String log, String kind, Instant raisedAt) {}

  /** Where to go on; a log that was never seen begins now. */
  Mono<Seen> seen(String log, Instant now) {
    return database
        .sql(
            """
            with begun as (
              insert into witnessed_log (log, answered_at) values (:log, :now)
              on conflict (log) do nothing
              returning size, frontier, answered_at
            )
            select size, frontier, answered_at from begun
            union all
            select size, frontier, answered_at from witnessed_log where log = :log
            limit 1
            """)
        .bind("log", log)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map(
            row ->
                new Seen(
                    new MerkleTree(
                        Columns.get(row, "size", Long.class),
                        Columns.get(row, "frontier", byte[].class)),
                    Columns.instant(row, "answered_at")))
        .one()
        .as(transaction::transactional);
  }

  /**
   * Keeps what was proven, which ends silence and gap: nothing that was seen is missing. Of two
   * replicas that saw the same, one does.
   */
  Mono<Void> keep(String log, long from, MerkleTree tree, String jws, Instant now) {
    return database
        .sql(
            """
            with moved as (
              update witnessed_log set size = :size, frontier = :frontier, answered_at = :now
               where log = :log and size = :from
              returning log
            ), settled as (
              update audit_alarm set ended_at = :now
               where log = :log and kind in ('silence', 'gap') and ended_at is null
            )
            insert into witnessed_head (log, size, jws)
            select log, :size, :jws from moved where :size > 0
            on conflict (log, size) do nothing
            """)
        .bind("size", tree.size())
        .bind("frontier", tree.frontier())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("log", log)
        .bind("from", from)
        .bind("jws", jws)
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }

  /** Raises an alarm; one that stands is not raised twice. */
  Mono<Boolean> raise(String log, Alarm kind, String detail, String head) {
    return database
        .sql(
            """
            insert into audit_alarm (log, kind, detail, head) values (:log, :kind, :detail, :head)
            on conflict (log, kind) where ended_at is null do nothing
            """)
        .bind("log", log)
        .bind("kind", kind.label())
        .bind("detail", detail)
        .bind("head", head)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1)
        .as(transaction::transactional);
  }

  /** All that was seen, for auditors. */
  Mono<List<Witnessed>> all() {
    return database
        .sql("select log, size, answered_at from witnessed_log order by log limit 1000")
        .map(
            row ->
                new Witnessed(
                    Columns.get(row, "log", String.class),
                    Columns.get(row, "size", Long.class),
                    Columns.instant(row, "answered_at"),
                    List.of(),
                    List.of()))
        .all()
        .concatMap(this::complete)
        .collectList();
  }

  private Mono<Witnessed> complete(Witnessed log) {
    return Mono.zip(heads(log.log()), alarms(log.log()))
        .map(
            both ->
                new Witnessed(log.log(), log.size(), log.answeredAt(), both.getT1(), both.getT2()));
  }

  private Mono<List<String>> heads(String log) {
    return database
        .sql("select jws from witnessed_head where log = :log order by size desc limit 2000")
        .bind("log", log)
        .map(row -> Columns.get(row, "jws", String.class))
        .all()
        .collectList();
  }

  /** Alarms that stand, of all logs. */
  Mono<List<Standing>> standing() {
    return database
        .sql(
            """
            select log, kind, raised_at from audit_alarm
             where ended_at is null order by raised_at limit 100
            """)
        .map(
            row ->
                new Standing(
                    Columns.get(row, "log", String.class),
                    Columns.get(row, "kind", String.class),
                    Columns.instant(row, "raised_at")))
        .all()
        .collectList();
  }

  /** Forgets heads that are older than a day and stand close to others; how many. */
  Mono<Long> thin() {
    return database
        .sql("select thin_witnessed_heads() as gone")
        .map(row -> Columns.get(row, "gone", Long.class))
        .one();
  }

  private Mono<List<Raised>> alarms(String log) {
    return database
        .sql(
            """
            select kind, detail, raised_at, ended_at, head from audit_alarm
             where log = :log order by raised_at desc limit 100
            """)
        .bind("log", log)
        .map(
            row ->
                new Raised(
                    Columns.get(row, "kind", String.class),
                    Columns.get(row, "detail", String.class),
                    Columns.instant(row, "raised_at"),
                    Optional.ofNullable(row.get("ended_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    Columns.get(row, "head", String.class)))
        .all()
        .collectList();
  }
}
