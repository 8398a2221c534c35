package eu.portsalliance.intel.peer;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.attachment.FileQuarantine;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.TextArray;
import eu.portsalliance.intel.stix.ObjectName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What peers sent that failed a check, with the reason. */
@Component
class Quarantine implements FileQuarantine {

  /** For each peer: one that sends rubbish without end fills its own share of the disk, no more. */
  static final int MOST = 5_000;

  private final DatabaseClient database;
  private final AuditTrail audit;

  Quarantine(DatabaseClient database, AuditTrail audit) {
    this.database = database;
    this.audit = audit;
  }

  /** What is written of one. */
  private record Row(
      String digest, String reason, String text, String id, String modified, String tombstone) {}

  /**
   * Only a text that says of what it is can be taken back, so no other is kept; nor is what was
   * taken back before it came.
   */
  private Row row(Arrival.Quarantined one) {
    String text = one.kept().orElse("");
    String digest = digest(one.compact());
    return StoredObject.Parts.of(text)
        .flatMap(parts -> ObjectName.in(parts.payload()))
        .map(
            name ->
                new Row(
                    digest,
                    one.reason(),
                    text,
                    name.id(),
                    name.modified().map(Instant::toString).orElse(""),
                    audit.hash(name.id())))
        .orElseGet(() -> new Row(digest, one.reason(), "", "", "", ""));
  }

  /** Keeps objects, the same one once; what goes beyond the peer's share is dropped. */
  Mono<Long> keep(Locode peer, List<Arrival.Quarantined> quarantined) {
    if (quarantined.isEmpty()) {
      return Mono.just(0L);
    }
    List<Row> rows = quarantined.stream().map(this::row).toList();
    return database
        .sql(
            """
            with held as (
              select count(*) as n from (select from quarantine where port = :port limit :most) as h
            )
            insert into quarantine (port, digest, reason, jws, object_id, object_modified)
            select :port, decode(q.digest, 'hex'), q.reason, k.jws, k.id, k.modified
              from held, unnest(cast(:digests as text[]), cast(:reasons as text[]), cast(:texts as text[]),
                                cast(:ids as text[]), cast(:modifieds as text[]), cast(:tombstones as text[]))
                   as q (digest, reason, jws, id, modified, tombstone)
              left join lateral (
                select q.jws, q.id, cast(nullif(q.modified, '') as timestamptz) as modified
                 where q.jws <> ''
                   and not exists (select from tombstones t
                                    where t.key = q.tombstone
                                      and (q.modified = '' or t.modified >= cast(q.modified as timestamptz)))
                offset 0) k on true
             where held.n < :most
            on conflict do nothing
            """)
        .bind("port", peer.value())
        .bind("most", MOST)
        .bind("digests", TextArray.of(rows, Row::digest))
        .bind("reasons", TextArray.of(rows, Row::reason))
        .bind("texts", TextArray.of(rows, Row::text))
        .bind("ids", TextArray.of(rows, Row::id))
        .bind("modifieds", TextArray.of(rows, Row::modified))
        .bind("tombstones", TextArray.of(rows, Row::tombstone))
        .fetch()
        .rowsUpdated();
  }

  @Override
  public Mono<Void> keep(Locode origin, String sha256, String reason) {
    return database
        .sql(
            """
            insert into quarantine (port, digest, reason)
            select :port, decode(:sha256, 'hex'), :reason
             where (select count(*) from (select from quarantine where port = :port limit :most) as h) < :most
            on conflict do nothing
            """)
        .bind("port", origin.value())
        .bind("sha256", sha256)
        .bind("reason", "attachment " + reason)
        .bind("most", MOST)
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Empties what is held of an object up to a time; the digest stays. */
  Mono<Long> erase(String id, Instant modified) {
    return database
        .sql(
            """
            update quarantine set jws = null, object_id = null, object_modified = null
             where object_id = :id and jws is not null
               and (object_modified is null or object_modified <= :modified)
            """)
        .bind("id", id)
        .bind("modified", modified.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }

  /** How many objects wait there for somebody to look. */
  Mono<Long> depth() {
    return database
        .sql("select count(*) as n from quarantine")
        .map(row -> Columns.get(row, "n", Long.class))
        .one();
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
