package eu.portsalliance.intel.work;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.delivery.StoredObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Nothing is put off until it is too late to do something about it. */
@Component
public class PuttingOff {

  private static final String PAST_ITS_END =
      "is not past the end of the alert, nor past the time by which it asks for an answer";
  private static final String PAST_ITS_CHANCE =
      "is not past the last chance to control its box, which is near";

  private final DatabaseClient database;

  PuttingOff(DatabaseClient database) {
    this.database = database;
  }

  /** What is wrong with putting an alert off until then; empty when nothing is. */
  Mono<String> wrong(StoredObject object, @Nullable Instant until, Instant now) {
    if (until == null) {
      return Mono.empty();
    }
    return pastItsEnd(object, until)
        ? Mono.just(PAST_ITS_END)
        : pastItsChance(object.id(), until, now).filter(past -> past).map(_ -> PAST_ITS_CHANCE);
  }

  private static boolean pastItsEnd(StoredObject object, Instant until) {
    Optional<Instant> due = object.alert().details().dueAt();
    return until.isAfter(object.alert().validUntil()) || due.filter(until::isAfter).isPresent();
  }

  /** As the desks of this port were last told of each journey. */
  private Mono<Boolean> pastItsChance(String alert, Instant until, Instant now) {
    return database
        .sql(
            """
            select coalesce(bool_or(c.due_at < :until), false) as past
              from (select distinct on (split_part(source, ' ', 1)) due_at from duty_notice
                     where kind = 'last-chance' and about = :alert
                     order by split_part(source, ' ', 1), raised_at desc, due_at desc) as c
             where c.due_at > :now
            """)
        .bind("alert", alert)
        .bind("until", until.atOffset(ZoneOffset.UTC))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .map(row -> Columns.get(row, "past", Boolean.class))
        .one();
  }

  /** A last chance to control a box under an alert, which is near. */
  public record Chance(String alert, Instant at) {}

  /** Takes back into the lists what was put off past a chance before anybody knew of it. */
  public Mono<Void> end(List<Chance> chances, Instant now) {
    return database
        .sql(
            """
            update alert_disposition d set until = :now
              from unnest(cast(:alerts as text[]), cast(:ats as text[])) as c (alert, at)
             where d.object_id = c.alert and d.state = 'snoozed' and d.until > cast(c.at as timestamptz)
               and d.until > :now
            """)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("alerts", chances.stream().map(Chance::alert).toArray(String[]::new))
        .bind("ats", chances.stream().map(chance -> chance.at().toString()).toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }
}
