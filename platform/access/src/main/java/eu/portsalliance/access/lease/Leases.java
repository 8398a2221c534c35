package eu.portsalliance.access.lease;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes and renews the leases of this process: one statement every two seconds, by the clock of the
 * database. A process that ends gives them back; one that is gone is followed after eight seconds
 * at most, and by then has stopped by itself if it is alive and cannot reach the database.
 */
public final class Leases implements SmartLifecycle {

  /** For how long a lease stands without being renewed. */
  static final Duration LIFE = Duration.ofSeconds(6);

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

  /** As many are tried before it ends. */
  private static final int RENEWALS = 3;

  private static final Duration WATCH = Duration.ofMillis(250);

  /**
   * Renews what is held, takes what is free and makes what there is none of. Nothing here waits: of
   * a lease whose last holder is still committing something, or that another process is taking, the
   * row is passed over until the next time.
   */
  private static final String ROUND =
      """
      with given as (
        select n.name, cast(clock_timestamp() + make_interval(secs => :life) as timestamptz) as until
          from unnest(cast(:names as text[])) as n (name)
      ), renewed as (
        update lease l set until = given.until from given
         where l.name = given.name and l.holder = :holder and l.until > clock_timestamp()
        returning l.name, l.fence
      ), free as (
        select l.name from lease l
         where l.name = any(cast(:names as text[])) and l.until <= clock_timestamp()
         order by l.name for update skip locked
      ), taken as (
        update lease l set holder = :holder, fence = l.fence + 1, until = given.until
          from given join free on free.name = given.name
         where l.name = free.name
        returning l.name, l.fence
      ), made as (
        insert into lease (name, holder, fence, until) select name, :holder, 1, until from given
        on conflict do nothing
        returning name, fence
      )
      select name, fence from renewed union all select name, fence from taken
       union all select name, fence from made
      """;

  private static final String GIVE_BACK =
      "update lease set until = clock_timestamp() where holder = :holder and until > clock_timestamp()";

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Fences fences;
  private final Duration life;
  private final String holder = UUID.randomUUID().toString();
  private final Map<String, Lease> leases = new ConcurrentHashMap<>();
  private Disposable running = Disposables.disposed();

  /** The leases of a process; each stands for a while without being renewed. */
  Leases(DatabaseClient database, TransactionalOperator transaction, Duration life) {
    this.database = database;
    this.life = life;
    this.transaction = transaction;
    this.fences = new Fences(database);
  }

  /** The lease of a name; from now on this process tries to hold it. */
  public Lease lease(String name) {
    return leases.computeIfAbsent(name, one -> new Lease(one, transaction));
  }

  /**
   * Asks the database before something is done that no transaction takes back, such as a mail.
   * Outside of work under a lease nothing is asked.
   *
   * @return an error when the lease was lost
   */
  public <T> Mono<T> confirmed(Mono<T> work) {
    return Mono.deferContextual(
        context ->
            Mono.justOrEmpty(context.<Term>getOrEmpty(Term.class))
                .flatMap(fences::stands)
                .then(work));
  }

  @Override
  public void start() {
    running =
        Disposables.composite(
            Flux.interval(Duration.ZERO, life.dividedBy(RENEWALS))
                .onBackpressureDrop()
                .concatMap(_ -> round().onErrorResume(Leases::report), 1)
                .subscribe(),
            Flux.interval(WATCH).onBackpressureDrop().subscribe(_ -> watch()));
  }

  /** Work ends here before it begins elsewhere. */
  @Override
  public void stop(Runnable done) {
    running.dispose();
    leases.values().forEach(this::lost);
    giveBack().doFinally(_ -> done.run()).subscribe();
  }

  @Override
  public void stop() {
    stop(() -> {});
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  /** Renews and takes once. */
  Mono<Void> round() {
    return Mono.defer(() -> ask(System.nanoTime()));
  }

  private Mono<Void> ask(long asked) {
    return database
        .sql(ROUND)
        .bind("names", leases.keySet().toArray(String[]::new))
        .bind("holder", holder)
        .bind("life", life.toMillis() / 1000.0)
        .map(Leases::held)
        .all()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
        .timeout(life.dividedBy(2))
        .doOnNext(held -> leases.values().forEach(lease -> heard(lease, held, asked)))
        .then();
  }

  private static Map.Entry<String, Long> held(Readable row) {
    return Map.entry(
        Objects.requireNonNull(row.get("name", String.class)),
        Objects.requireNonNull(row.get("fence", Long.class)));
  }

  private void heard(Lease lease, Map<String, Long> held, long asked) {
    Long fence = held.get(lease.name());
    Term term = lease.term();
    if (term != null && fence != null && fence == term.fence() && term.stands()) {
      term.renewed(asked, life);
      return;
    }
    lost(lease);
    if (fence != null) {
      LOG.info("Lease {} is held here, with fence {}", lease.name(), fence);
      lease.begin(new Term(lease.name(), fence, asked, life));
    }
  }

  private void watch() {
    for (Lease lease : leases.values()) {
      Term term = lease.term();
      if (term != null && !term.stands()) {
        lost(lease);
      }
    }
  }

  private void lost(Lease lease) {
    if (lease.end()) {
      LOG.info("Lease {} is not held here any more", lease.name());
    }
  }

  private Mono<Long> giveBack() {
    return database
        .sql(GIVE_BACK)
        .bind("holder", holder)
        .fetch()
        .rowsUpdated()
        .timeout(life.dividedBy(RENEWALS))
        .onErrorResume(_ -> Mono.empty());
  }

  private static Mono<Void> report(Throwable failure) {
    LOG.warn("Leases were not renewed and will be: {}", failure.toString());
    return Mono.empty();
  }
}
