package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Locode;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.intel.alert.NamedPersons;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells whoever controls an alert that it should have been reviewed: once for each review date, and
 * only while the alert stands. What is for named persons stands on their page alone.
 */
@Component
class Reviews implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Reviews.class);
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final DatabaseClient database;
  private final Locode self;
  private final Lease lease;
  private final Clock clock;
  private Disposable running = Disposables.disposed();

  Reviews(DatabaseClient database, Locode self, Leases leases, Clock clock) {
    this.database = database;
    this.self = self;
    this.lease = leases.lease("clocks");
    this.clock = clock;
  }

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> lease.write(round(clock.instant())).onErrorResume(Reviews::report))
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  /** Raises what is due; the day of the review itself, by UTC, is still in time. */
  Mono<Long> round(Instant now) {
    return database
        .sql(
            """
            insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, quiet)
            select gen_random_uuid(), a.controller, 'review-due', a.id, :self, a.content ->> 'reviewOn',
                   cast(cast(a.content ->> 'reviewOn' as date) + 1 as timestamp) at time zone 'UTC', :now,
                   %s
              from alerts a
             where a.state = 'released' and a.content ->> 'reviewOn' < :today
               and cast(a.content ->> 'validUntil' as timestamptz) > :now
               and not exists (select from duty_notice n
                                where n.organisation = a.controller and n.kind = 'review-due' and n.about = a.id
                                  and n.source = a.content ->> 'reviewOn')
            on conflict do nothing
            """
                .formatted(NamedPersons.ONLY))
        .bind("self", self.value())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("today", LocalDate.ofInstant(now, ZoneOffset.UTC).toString())
        .fetch()
        .rowsUpdated();
  }

  private static Mono<Long> report(Throwable failure) {
    LOG.warn("The review dates were not looked at and will be: {}", failure.toString());
    return Mono.empty();
  }
}
