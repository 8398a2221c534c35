package eu.portsalliance.access;

import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import java.time.Duration;
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
 * Deletes what a table keeps for a time only, each minute and a bounded number of rows at a time.
 */
public final class Housekeeping implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /** The lease of whatever ends what is older than it is kept for. */
  public static final String LEASE = "retention";

  private final DatabaseClient database;
  private final Lease lease;
  private final String delete;
  private Disposable running = Disposables.disposed();

  /**
   * Keeps one table.
   *
   * @param delete the statement that deletes some of what is no longer needed
   */
  public Housekeeping(DatabaseClient database, Leases leases, String delete) {
    this.database = database;
    this.lease = leases.lease(LEASE);
    this.delete = delete;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(Duration.ofMinutes(1))
            .onBackpressureDrop()
            .concatMap(_ -> lease.write(sweep()).onErrorResume(this::later))
            .subscribe();
  }

  /** Deletes once. */
  public Mono<Void> sweep() {
    return database.sql(delete).fetch().rowsUpdated().then();
  }

  private Mono<Void> later(Throwable failure) {
    LOG.warn("Housekeeping did not run and will be tried again: {}", failure.toString());
    return Mono.empty();
  }

  @Override
  public void destroy() {
    running.dispose();
  }
}
