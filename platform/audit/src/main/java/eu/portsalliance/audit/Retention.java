package eu.portsalliance.audit;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends rows that are older than their class is kept for. The database itself refuses less than a
 * year, and keeps the hash and the fact. Heads that are older than a day are thinned.
 */
final class Retention implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final Duration PAUSE = Duration.ofHours(1);
  private static final int AT_ONCE = 10_000;

  private final DatabaseClient database;
  private final Lease lease;
  private final Map<String, Period> kept;
  private Disposable running = Disposables.disposed();

  Retention(DatabaseClient database, Leases leases, Map<String, Period> kept) {
    this.database = database;
    this.lease = leases.lease(Housekeeping.LEASE);
    this.kept = Map.copyOf(kept);
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> lease.write(round()).onErrorResume(Retention::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** One round; how many rows ended. */
  Mono<Long> round() {
    return Flux.fromIterable(kept.entrySet())
        .concatMap(entry -> erase(entry.getKey(), entry.getValue()))
        .reduce(0L, Long::sum)
        .delayUntil(_ -> thin());
  }

  private Mono<Long> thin() {
    return database
        .sql("select thin_audit_heads() as gone")
        .map(row -> Columns.get(row, "gone", Long.class))
        .one();
  }

  private Mono<Long> erase(String act, Period older) {
    return database
        .sql("select erase_audit(:act, cast(:older as interval), :batch) as gone")
        .bind("act", act)
        .bind("older", older.toString())
        .bind("batch", AT_ONCE)
        .map(row -> Columns.get(row, "gone", Long.class))
        .one();
  }

  private static Mono<Long> report(Throwable failure) {
    LOG.warn("Audit rows past their time wait for the next round: {}", failure.toString());
    return Mono.just(0L);
  }
}
