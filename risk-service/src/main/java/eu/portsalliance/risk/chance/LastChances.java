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
 * for each journey: that it rang is kept in the transaction that hands it to the desks, so what
 * they did not take is handed to them again, and what they took before a crash they know by its
 * journey.
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
      insert into last_chance_rung (journey, alert, modified, due_at, rung_at)
      select j.id, a.id, a.modified, j.chance_at, :now
        from alert a
        join alert_container ac on ac.alert = a.id
        join journey j on j.container = ac.container and j.chance_at <= :near
         and (j.state = 'open' or j.chance_at > :over)
       where a.state = 'live' and a.valid_from <= :now and a.valid_until > :now
         and not exists (select from last_chance_rung r
                          where r.journey = j.id and r.alert = a.id and r.modified = a.modified)
      """
          + Meant.SQL
          + """
       order by j.chance_at limit :limit
      on conflict do nothing
      returning journey, alert, due_at
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

  /** A box whose last chance is near, known to the desks by its journey and not by its number. */
  record Near(UUID journey, String alert, Instant at) {}

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
        .bind("limit", AT_ONCE)
        .map(
            row ->
                new Near(
                    Columns.get(row, "journey", UUID.class),
                    Columns.get(row, "alert", String.class),
                    Columns.instant(row, "due_at")))
        .all()
        .collectList();
  }
}
