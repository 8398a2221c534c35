package eu.portsalliance.identity.reconciliation;

import eu.portsalliance.access.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The last reconciliation, and the lock by which one replica at a time reconciles. */
@Repository
class Reconciliations {

  /** Any number that nobody else uses in this database. */
  static final long LOCK = 0x416c6c49;

  private final DatabaseClient database;

  Reconciliations(DatabaseClient database) {
    this.database = database;
  }

  /** Takes the lock until the transaction ends; false if another replica has it. */
  Mono<Boolean> lock() {
    return database
        .sql("select pg_try_advisory_xact_lock(:lock) as locked")
        .bind("lock", LOCK)
        .map(row -> Boolean.TRUE.equals(row.get("locked", Boolean.class)))
        .one();
  }

  Mono<Void> save(Reconciliation run) {
    return database
        .sql(
            """
            insert into last_reconciliation (at, outcome, changes, reason, next_run)
            values (:at, :outcome, :changes, :reason, :next_run)
            on conflict (single) do update
            set at = excluded.at, outcome = excluded.outcome, changes = excluded.changes,
                reason = excluded.reason, next_run = excluded.next_run
            """)
        .bind("at", run.at())
        .bind("outcome", run.outcome().label())
        .bind("changes", run.changes().toArray(String[]::new))
        .bind("reason", run.reason().orElse(""))
        .bind("next_run", run.nextRun())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Empty until the first run has ended. */
  Mono<Reconciliation> last() {
    return database
        .sql("select at, outcome, changes, reason, next_run from last_reconciliation limit 1")
        .map(Reconciliations::reconciliation)
        .one();
  }

  private static Reconciliation reconciliation(Readable row) {
    return new Reconciliation(
        Columns.get(row, "at", Instant.class),
        Reconciliation.Outcome.of(Columns.get(row, "outcome", String.class)),
        List.of(Columns.get(row, "changes", String[].class)),
        Optional.of(Columns.get(row, "reason", String.class)).filter(reason -> !reason.isEmpty()),
        Columns.get(row, "next_run", Instant.class));
  }
}
