package eu.portsalliance.risk.alert;

import eu.portsalliance.access.Columns;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of objects that failed a check. */
final class Quarantine {
  private final DatabaseClient database;

  Quarantine(DatabaseClient database) {
    this.database = database;
  }

  Mono<Long> put(List<Verified.Bad> objects, Instant now) {
    return database
        .sql(
            """
            insert into quarantine (digest, reason, awaits_directory, object, received)
            select t.digest, t.reason, t.later, convert_to(t.object, 'UTF8'), :now
              from unnest(:digests::text[], :reasons::text[], :later::boolean[], :objects::text[])
                as t(digest, reason, later, object)
             order by t.digest
            on conflict (digest) do nothing
            """)
        .bind(
            "digests",
            objects.stream().map(o -> Digests.sha256(o.compact())).toArray(String[]::new))
        .bind("reasons", objects.stream().map(Verified.Bad::reason).toArray(String[]::new))
        .bind("later", objects.stream().map(Verified.Bad::later).toArray(Boolean[]::new))
        .bind("objects", objects.stream().map(Verified.Bad::compact).toArray(String[]::new))
        .bind("now", now)
        .fetch()
        .rowsUpdated();
  }

  /** What a newer directory may mend, as it was received, the oldest first. */
  Flux<String> waiting(int limit) {
    return database
        .sql(
            """
            select object from quarantine where awaits_directory order by received limit :limit
            """)
        .bind("limit", limit)
        .map(row -> new String(Columns.get(row, "object", byte[].class), StandardCharsets.UTF_8))
        .all();
  }

  Mono<Long> release(List<String> objects) {
    return database
        .sql("delete from quarantine where digest = any(:digests::text[])")
        .bind("digests", objects.stream().map(Digests::sha256).toArray(String[]::new))
        .fetch()
        .rowsUpdated();
  }
}
