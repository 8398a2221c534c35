package eu.portsalliance.access;

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

/** Forgets expired assertions, and answers to writes after a day, a bounded number at a time. */
final class Housekeeping implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final DatabaseClient database;
  private Disposable running = Disposables.disposed();

  Housekeeping(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(Duration.ofMinutes(1))
            .onBackpressureDrop()
            .concatMap(_ -> sweep().onErrorResume(this::later))
            .subscribe();
  }

  Mono<Void> sweep() {
    return database
        .sql(
            """
            delete from seen_assertion where jti in
              (select jti from seen_assertion where expires < now() limit 10000)
            """)
        .fetch()
        .rowsUpdated()
        .then(
            database
                .sql(
                    """
                    delete from idempotency_key where (actor, key) in
                      (select actor, key from idempotency_key
                        where created < now() - interval '24 hours' limit 10000)
                    """)
                .fetch()
                .rowsUpdated())
        .then();
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
