package eu.portsalliance.risk.look;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import eu.portsalliance.risk.container.ContainerNumber;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts every look at a box and keeps it until it was told. Both are done for every box alike,
 * known or not, under an alert or not, before anything about it is read.
 */
@Component
public class LookLog {
  private final DatabaseClient database;
  private final AuditTrail audit;
  private final LookProperties properties;
  private final Clock clock;

  LookLog(DatabaseClient database, AuditTrail audit, LookProperties properties, Clock clock) {
    this.database = database;
    this.audit = audit;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * A look with the alerts on its box that hold now.
   *
   * @param alerts their ids, for no eye but the exchange's
   */
  record Look(UUID id, String container, String organisation, Instant at, List<String> alerts) {
    Look {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * Counts a look against the caller's allowance of the day and notes it, in the transaction of the
   * reading.
   *
   * @return an error of type too-many-requests when the allowance is used up
   */
  public Mono<Void> looked(Caller caller, ContainerNumber box) {
    Instant now = clock.instant();
    return database
        .sql(
            """
            insert into look_allowance as a (actor, day, looks) values (:actor, :day, 1)
            on conflict (actor, day) do update set looks = a.looks + 1 where a.looks < :most
            returning looks
            """)
        .bind("actor", audit.hash(caller.actor()))
        .bind("day", LocalDate.ofInstant(now, ZoneOffset.UTC))
        .bind("most", properties.lookUpsPerDay())
        .map(row -> Columns.get(row, "looks", Integer.class))
        .one()
        .switchIfEmpty(Mono.error(LookLog::usedUp))
        .then(note(caller, box, now));
  }

  private Mono<Void> note(Caller caller, ContainerNumber box, Instant now) {
    return database
        .sql(
            """
            insert into look (id, container, organisation, at)
            values (:id, :container, :organisation, :at)
            """)
        .bind("id", UUID.randomUUID())
        .bind("container", box.value())
        .bind("organisation", caller.organisation())
        .bind("at", now)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** The oldest looks, locked until the transaction ends; those that another round has are left. */
  Mono<List<Look>> waiting(int limit) {
    return database
        .sql(
            """
            select l.id, l.container, l.organisation, l.at,
                   array(select a.id from alert_container ac
                           join alert a on a.id = ac.alert and a.state = 'live'
                            and a.valid_from <= l.at and a.valid_until > l.at
                          where ac.container = l.container order by a.id limit 20) as alerts
              from look l order by l.at limit :limit for update of l skip locked
            """)
        .bind("limit", limit)
        .map(
            row ->
                new Look(
                    Columns.get(row, "id", UUID.class),
                    Columns.get(row, "container", String.class),
                    Columns.get(row, "organisation", String.class),
                    Columns.instant(row, "at"),
                    Arrays.asList(Columns.get(row, "alerts", String[].class))))
        .all()
        .collectList();
  }

  /** The exchange was told of these. */
  Mono<Long> told(List<Look> looks) {
    return database
        .sql("delete from look where id = any(:ids::text[]::uuid[])")
        .bind("ids", looks.stream().map(look -> look.id().toString()).toArray(String[]::new))
        .fetch()
        .rowsUpdated();
  }

  /** Allowances of days that are over. */
  Mono<Long> forget() {
    return database
        .sql("delete from look_allowance where day < :day")
        .bind("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }

  private static ProblemException usedUp() {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS,
        "Your look-ups of today are used up. The ranking stays open; look-ups open again at 00:00"
            + " UTC.");
  }
}
