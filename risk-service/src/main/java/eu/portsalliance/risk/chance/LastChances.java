package eu.portsalliance.risk.chance;

import eu.portsalliance.access.Columns;
import eu.portsalliance.risk.journey.Meant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches the clocks of boxes that an alert asks to control. Each version of an alert rings once
 * for each chance of a journey, and anew when what ends it becomes another or moves by more than
 * the time that counts as near. That it rang is kept in the transaction that hands it to the desks,
 * so what they did not take is handed to them again, and what they took before they know by its
 * journey, kind and first end.
 */
@Component
class LastChances {
  /** What the desks take at once. */
  static final int AT_ONCE = 100;

  /** A box that is not here and was out of reach before this has been so for everybody. */
  private static final Duration OVER = Duration.ofDays(1);

  /** Of several replicas one looks; whoever comes meanwhile leaves it to that one. */
  private static final String LEASE =
      "select pg_try_advisory_xact_lock(hashtextextended('clocks of boxes', 0)) as mine";

  private static final String RING =
      """
      insert into last_chance_rung as l (journey, alert, modified, kind, due_at, rung_at)
      select j.id, a.id, a.modified, j.chance_kind, j.chance_at, :now
        from alert a
        join alert_container ac on ac.alert = a.id
        join journey j on j.container = ac.container and j.chance_at <= :near
         and (j.state = 'open' or j.chance_at > :over)
       where a.state = 'live' and a.valid_from <= :now and a.valid_until > :now
         and not exists (select from last_chance_rung r
                          where r.journey = j.id and r.alert = a.id and r.modified = a.modified
                            and r.kind = j.chance_kind
                            and abs(extract(epoch from r.due_at - j.chance_at)) <= :seconds)
      """
          + Meant.SQL
          + """
       order by j.chance_at limit :limit
      on conflict do nothing
      returning journey, alert, kind, due_at,
                coalesce((select r.due_at from last_chance_rung r
                           where r.journey = l.journey and r.alert = l.alert and r.kind = l.kind
                             and abs(extract(epoch from r.due_at - l.due_at)) <= :seconds
                           order by r.rung_at, r.due_at limit 1), due_at) as first
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final Desks desks;
  private final ChanceProperties properties;
  private final JsonMapper json;
  private final Clock clock;

  LastChances(
      DatabaseClient database,
      TransactionalOperator transaction,
      Desks desks,
      ChanceProperties properties,
      JsonMapper json,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.desks = desks;
    this.properties = properties;
    this.json = json;
    this.clock = clock;
  }

  /**
   * A box whose last chance is near, known to the desks by its journey and not by its number.
   *
   * @param kind what ends the chance
   * @param first its end when it rang first, also for an earlier version of the alert
   */
  record Near(UUID journey, String alert, String kind, Instant at, Instant first) {}

  /** Rings for what is near and has not rung. */
  Mono<Void> round() {
    return leased()
        .filter(mine -> mine)
        .flatMap(_ -> near(clock.instant()))
        .filter(near -> !near.isEmpty())
        .flatMap(near -> desks.ring(json.writeValueAsBytes(Map.of("chances", near))))
        .as(transaction::transactional);
  }

  private Mono<Boolean> leased() {
    return database.sql(LEASE).map(row -> Columns.get(row, "mine", Boolean.class)).one();
  }

  private Mono<List<Near>> near(Instant now) {
    return database
        .sql(RING)
        .bind("now", now)
        .bind("near", now.plus(properties.near()))
        .bind("over", now.minus(OVER))
        .bind("seconds", properties.near().toSeconds())
        .bind("limit", AT_ONCE)
        .map(
            row ->
                new Near(
                    Columns.get(row, "journey", UUID.class),
                    Columns.get(row, "alert", String.class),
                    Columns.get(row, "kind", String.class),
                    Columns.instant(row, "due_at"),
                    Columns.instant(row, "first")))
        .all()
        .collectList();
  }
}
