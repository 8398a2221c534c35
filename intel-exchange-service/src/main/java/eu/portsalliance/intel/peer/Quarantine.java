package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.attachment.FileQuarantine;
import eu.portsalliance.intel.delivery.TextArray;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  Quarantine(DatabaseClient database) {
    this.database = database;
  }

  /** Keeps objects, the same one once; what goes beyond the peer's share is dropped. */
  Mono<Long> keep(Locode peer, List<Arrival.Quarantined> quarantined) {
    if (quarantined.isEmpty()) {
      return Mono.just(0L);
    }
    return database
        .sql(
            """
            with held as (
              select count(*) as n from (select from quarantine where port = :port limit :most) as h
            )
            insert into quarantine (port, digest, reason, jws)
            select :port, decode(q.digest, 'hex'), q.reason, nullif(q.jws, '')
              from held, unnest(cast(:digests as text[]), cast(:reasons as text[]), cast(:texts as text[]))
                   as q (digest, reason, jws)
             where held.n < :most
            on conflict do nothing
            """)
        .bind("port", peer.value())
        .bind("most", MOST)
        .bind("digests", TextArray.of(quarantined, q -> digest(q.compact())))
        .bind("reasons", TextArray.of(quarantined, Arrival.Quarantined::reason))
        .bind("texts", TextArray.of(quarantined, q -> q.kept().orElse("").replace("\0", "")))
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
