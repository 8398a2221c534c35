package eu.portsalliance.intel.attachment;

import eu.portsalliance.access.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The bytes of files: those of this port's alerts, and copies of those of other ports' alerts. */
@Component
class Attachments {

  /** What is read at once, so that a slow reader keeps little of the memory. */
  private static final int SLICE = 256 * 1024;

  private final DatabaseClient database;

  Attachments(DatabaseClient database) {
    this.database = database;
  }

  /** Where the bytes stand. */
  enum Place {
    OWN("attachment", "alert"),
    COPY("attachment_copy", "object_id");

    private final String from;

    Place(String table, String key) {
      this.from = " from " + table + " where " + key + " = :alert and sha256 = :sha256";
    }
  }

  /** Keeps a file that a draft names, in the transaction that stands. */
  Mono<Void> keep(String alert, String sha256, byte[] bytes) {
    return database
        .sql(
            """
            insert into attachment (alert, sha256, bytes) values (:alert, :sha256, :bytes)
            on conflict do nothing
            """)
        .bind("alert", alert)
        .bind("sha256", sha256)
        .bind("bytes", bytes)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Keeps a copy beside the version that names it, unless that is no longer the newest here. Who
   * stores a later one, or a withdrawal, waits for this and takes the copy away.
   */
  Mono<Void> copy(String object, Instant modified, String sha256, byte[] bytes) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended(:object, 0))")
        .bind("object", object)
        .fetch()
        .one()
        .then(
            database
                .sql(
                    """
                    insert into attachment_copy (object_id, modified, sha256, bytes)
                    select o.id, o.modified, :sha256, :bytes from object_versions o
                     where o.id = :object and o.modified = :modified and o.payload <> ''
                       and not exists (select from object_versions n where n.id = o.id and n.modified > o.modified)
                    on conflict do nothing
                    """)
                .bind("object", object)
                .bind("modified", modified.atOffset(ZoneOffset.UTC))
                .bind("sha256", sha256)
                .bind("bytes", bytes)
                .fetch()
                .rowsUpdated())
        .then();
  }

  Mono<Boolean> held(Place place, String alert, String sha256) {
    return database
        .sql("select exists (select" + place.from + ") as held")
        .bind("alert", alert)
        .bind("sha256", sha256)
        .map(row -> Columns.get(row, "held", Boolean.class))
        .one();
  }

  /** The bytes, a slice at a time as the reader takes them. */
  Flux<byte[]> read(Place place, String alert, String sha256, int size) {
    return Flux.range(0, (size + SLICE - 1) / SLICE)
        .concatMap(slice -> slice(place, alert, sha256, slice), 1);
  }

  private Mono<byte[]> slice(Place place, String alert, String sha256, int slice) {
    return database
        .sql("select substring(bytes from :first for :count) as slice" + place.from)
        .bind("alert", alert)
        .bind("sha256", sha256)
        .bind("first", slice * SLICE + 1)
        .bind("count", SLICE)
        .map(row -> Columns.get(row, "slice", byte[].class))
        .one();
  }
}
