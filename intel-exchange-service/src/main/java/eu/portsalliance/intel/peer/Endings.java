package eu.portsalliance.intel.peer;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.delivery.Publications;
import eu.portsalliance.intel.delivery.RecipientClass;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Erases alerts where they went, a day after their end: on that day what was done about them is
 * still said of them. Those of peers are erased here, as when they are taken back; those of this
 * port stay with their controller alone. Whoever amends one puts it before everybody anew.
 */
@Component
class Endings implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Endings.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration STILL_READ = Duration.ofDays(1);
  private static final int AT_ONCE = 200;

  private static final String OWN_OVER =
      """
      select id as object_id, modified, controller from alerts
       where ends <= :limit order by ends limit :most
      """;

  /** Of one port after the other: alerts that this port keeps are not passed again each time. */
  private static final String OTHERS_OVER =
      """
      with recursive origin (port) as (
        select min(i.origin) from alert_index i
        union all
        select (select min(i.origin) from alert_index i where i.origin > o.port)
          from origin o where o.port is not null
      )
      select e.* from origin o
       cross join lateral (
         select i.object_id, i.modified, i.controller from alert_index i
          where i.origin = o.port and i.valid_until <= :limit order by i.valid_until limit :most) e
       where o.port <> :self
       limit :most
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Publications publications;
  private final Erasures erasures;
  private final AuditTrail audit;
  private final Locode self;
  private final Lease lease;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  Endings(
      DatabaseClient database,
      TransactionalOperator transaction,
      Publications publications,
      Erasures erasures,
      AuditTrail audit,
      Locode self,
      Leases leases,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.publications = publications;
    this.erasures = erasures;
    this.audit = audit;
    this.self = self;
    this.lease = leases.lease("clocks");
    this.clock = clock;
  }

  /** What may be over; whether it is still is asked once nobody else can change it. */
  private record Over(String id, Instant modified, String controller) {}

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> lease.guard(round(clock.instant())).onErrorResume(Endings::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Sees to some of what has ended; each for itself, so that one that fails holds up no other. */
  Mono<Void> round(Instant now) {
    Instant limit = now.minus(STILL_READ);
    Flux<Over> own = over(database.sql(OWN_OVER), limit);
    Flux<Over> others = over(database.sql(OTHERS_OVER).bind("self", self.value()), limit);
    return own.collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(one -> alone(endOwn(one, limit)))
        .thenMany(others.collectList().flatMapMany(Flux::fromIterable))
        .concatMap(one -> alone(endOther(one)))
        .then();
  }

  private static Flux<Over> over(DatabaseClient.GenericExecuteSpec sql, Instant limit) {
    return sql.bind("limit", limit.atOffset(ZoneOffset.UTC))
        .bind("most", AT_ONCE)
        .map(Endings::read)
        .all();
  }

  private static Over read(Readable row) {
    return new Over(
        Columns.get(row, "object_id", String.class),
        Columns.instant(row, "modified"),
        Columns.get(row, "controller", String.class));
  }

  private Mono<Void> alone(Mono<Void> one) {
    return transaction.transactional(one).onErrorResume(Endings::report);
  }

  private static Mono<Void> report(Throwable failure) {
    LOG.warn("What has ended was not erased and will be: {}", failure.toString());
    return Mono.empty();
  }

  /** The row is held from here on: an amendment comes before or after. */
  private Mono<Void> endOwn(Over one, Instant limit) {
    return database
        .sql("update alerts set ends = null where id = :id and ends <= :limit returning modified")
        .bind("id", one.id())
        .bind("limit", limit.atOffset(ZoneOffset.UTC))
        .map(row -> new Over(one.id(), Columns.instant(row, "modified"), one.controller()))
        .one()
        .flatMap(
            over ->
                publications
                    .holders(over.id())
                    .map(holders -> besides(over.controller(), holders))
                    .filter(lost -> !lost.isEmpty())
                    .flatMap(
                        lost ->
                            publications
                                .end(over.id(), over.modified(), lost)
                                .then(
                                    record("take ended alert from its readers", over.id(), lost))));
  }

  /** All but the controller's own people. */
  private static Set<RecipientClass> besides(String controller, Set<RecipientClass> holders) {
    return holders.stream()
        .filter(held -> !held.equals(RecipientClass.organisation(controller)))
        .filter(held -> !held.value().startsWith(RecipientClass.person(controller).value() + ":"))
        .collect(Collectors.toSet());
  }

  /** Nothing of it comes in from here on: what came before is the newest, or this does nothing. */
  private Mono<Void> endOther(Over one) {
    return erasures
        .held(one.id(), one.modified())
        .flatMap(
            _ ->
                publications
                    .holders(one.id())
                    .flatMap(lost -> publications.end(one.id(), one.modified(), lost))
                    .then(erasures.erase(one.id(), one.modified()))
                    .then(record("erase ended alert", one.id(), Set.of())));
  }

  private Mono<Void> record(String what, String id, Set<RecipientClass> lost) {
    return audit.record(
        AuditEntry.ofService(
            AuditEntry.Act.ERASURE,
            "intel-exchange-service",
            self.value(),
            what,
            List.of(id),
            Erasures.named(lost)));
  }
}
