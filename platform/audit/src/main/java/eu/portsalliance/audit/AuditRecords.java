package eu.portsalliance.audit;

import eu.portsalliance.access.Columns;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what is sealed, for auditors and verifiers. */
final class AuditRecords {

  /** Rows that are in memory at once while a log is exported. */
  private static final int FETCHED = 200;

  private final DatabaseClient database;

  AuditRecords(DatabaseClient database) {
    this.database = database;
  }

  /** A row with its place in the log. */
  record Placed(long index, SealedRecord entry) {}

  /** Rows that match, newest first. */
  Mono<List<Placed>> find(AuditQuery query) {
    String from =
        query.subjects().isEmpty()
            ? " from audit_leaf l join audit_record r on r.id = l.record where l.index < :before "
            : """
               from (select distinct index from audit_subject
                      where subject = any(:subjects) and index < :before) s
                    join audit_leaf l on l.index = s.index
                    join audit_record r on r.id = l.record
              where l.index < :before
              """;
    var statement =
        database
            .sql(
                "select l.index, "
                    + SealedRecord.COLUMNS
                    + from
                    + """
                       and r.at >= :from and r.at < :until and (:act = '' or r.act = :act)
                     order by l.index desc limit :limit
                    """)
            .bind("before", query.before())
            .bind("from", query.from().atOffset(ZoneOffset.UTC))
            .bind("until", query.until().atOffset(ZoneOffset.UTC))
            .bind("act", query.act().orElse(""))
            .bind("limit", query.limit());
    if (!query.subjects().isEmpty()) {
      statement = statement.bind("subjects", query.subjects().toArray(String[]::new));
    }
    return statement
        .map(row -> new Placed(Columns.get(row, "index", Long.class), SealedRecord.of(row)))
        .all()
        .collectList();
  }

  /**
   * Lines of the log from a place on: the hash that was sealed, then the sealed bytes of the row;
   * {@code erased ACT} for one that ended after its time, nothing for one that is not there and
   * should be.
   */
  Flux<String> lines(long from, int most) {
    return database
        .sql(
            "select l.index, l.hash, coalesce(e.act, '') as erased, r.id is not null as there, "
                + "coalesce(r.id, l.record) as id, coalesce(r.at, now()) as at, coalesce(r.act, '') as act, "
                + "coalesce(r.actor, '') as actor, coalesce(r.organisation, '') as organisation, "
                + "coalesce(r.purpose, '') as purpose, coalesce(r.case_number, '') as case_number, "
                + "coalesce(r.what, '') as what, coalesce(r.ids, '{}') as ids, coalesce(r.recipient, '') as recipient, "
                + "coalesce(r.extended, false) as extended"
                + """
                  from audit_leaf l left join audit_record r on r.id = l.record
                       left join audit_erased e on e.index = l.index
                 where l.index >= :from order by l.index limit :most
                """)
        .filter(statement -> statement.fetchSize(FETCHED))
        .bind("from", from)
        .bind("most", most)
        .map(
            row -> {
              String hash = Verifier.text(Columns.get(row, "hash", byte[].class));
              String erased = Columns.get(row, "erased", String.class);
              if (Columns.get(row, "there", Boolean.class)) {
                return hash + " " + new String(SealedRecord.of(row).line(), StandardCharsets.UTF_8);
              }
              return erased.isEmpty() ? hash : hash + " erased " + erased;
            })
        .all();
  }

  /** The signed heads, newest first. */
  Mono<List<String>> heads(int most) {
    return database
        .sql("select jws from audit_head order by size desc limit :most")
        .bind("most", most)
        .map(row -> Columns.get(row, "jws", String.class))
        .all()
        .collectList();
  }
}
