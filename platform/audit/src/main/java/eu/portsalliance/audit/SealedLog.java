package eu.portsalliance.audit;

import eu.portsalliance.access.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The sealed log of one service: rows in order, their hashes, the tree, the signed heads. */
public final class SealedLog {

  private static final int AT_ONCE = 5_000;

  /** Only one replica seals at a time; the lock ends with the transaction. */
  private static final long LOCK = 7_302_114_580_216_660_411L;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  public SealedLog(DatabaseClient database, TransactionalOperator transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  private record State(MerkleTree tree, String lastTx, UUID lastId) {}

  private record Row(String tx, SealedRecord sealed) {}

  /**
   * Seals what was committed since the last time.
   *
   * @return how many rows; 0 also when another replica is at it
   */
  Mono<Integer> seal() {
    return database
        .sql("select pg_try_advisory_xact_lock(:lock) as got")
        .bind("lock", LOCK)
        .map(row -> Columns.get(row, "got", Boolean.class))
        .one()
        .flatMap(got -> got ? state().flatMap(this::append) : Mono.just(0))
        .as(transaction::transactional);
  }

  private Mono<State> state() {
    return database
        .sql("select size, frontier, cast(last_tx as text) as last_tx, last_id from audit_log")
        .map(
            row ->
                new State(
                    new MerkleTree(
                        Columns.get(row, "size", Long.class),
                        Columns.get(row, "frontier", byte[].class)),
                    Columns.get(row, "last_tx", String.class),
                    Columns.get(row, "last_id", UUID.class)))
        .one();
  }

  private Mono<Integer> append(State state) {
    return database
        .sql(
            "select cast(r.tx as text) as tx, "
                + SealedRecord.COLUMNS
                + """
                  from audit_record r
                 where (r.tx, r.id) > (cast(:tx as xid8), :id)
                   and r.tx < pg_snapshot_xmin(pg_current_snapshot())
                 order by r.tx, r.id limit :most
                """)
        .bind("tx", state.lastTx())
        .bind("id", state.lastId())
        .bind("most", AT_ONCE)
        .map(row -> new Row(Columns.get(row, "tx", String.class), SealedRecord.of(row)))
        .all()
        .collectList()
        .flatMap(rows -> rows.isEmpty() ? Mono.just(0) : write(state.tree(), rows));
  }

  private Mono<Integer> write(MerkleTree tree, List<Row> rows) {
    long from = tree.size();
    List<UUID> records = new ArrayList<>();
    List<byte[]> hashes = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    List<Long> places = new ArrayList<>();
    for (Row row : rows) {
      byte[] leaf = tree.leaf(row.sealed().line());
      for (String subject : row.sealed().subjects()) {
        subjects.add(subject);
        places.add(tree.size());
      }
      tree.append(leaf);
      records.add(row.sealed().id());
      hashes.add(leaf);
    }
    Row last = rows.getLast();
    return database
        .sql(
            """
            with leaf as (
              insert into audit_leaf (index, record, hash)
              select :from + l.place - 1, l.record, decode(l.hash, 'hex')
                from unnest(cast(:records as uuid[]), cast(:hashes as text[]))
                       with ordinality as l (record, hash, place)
              returning index
            ), subject as (
              insert into audit_subject (subject, index)
              select s.subject, s.place
                from unnest(cast(:subjects as text[]), cast(:places as bigint[])) as s (subject, place)
            )
            update audit_log
               set size = :size, frontier = :frontier, last_tx = cast(:tx as xid8), last_id = :id
             where size = :from and (select count(*) from leaf) = :size - :from
            """)
        .bind("from", from)
        .bind("records", records.toArray(UUID[]::new))
        .bind("hashes", hex(hashes))
        .bind("subjects", subjects.toArray(String[]::new))
        .bind("places", places.toArray(Long[]::new))
        .bind("size", tree.size())
        .bind("frontier", tree.frontier())
        .bind("tx", last.tx())
        .bind("id", last.sealed().id())
        .fetch()
        .rowsUpdated()
        .flatMap(
            updated ->
                updated == 1
                    ? Mono.just(rows.size())
                    : Mono.error(() -> new IllegalStateException("somebody else sealed")));
  }

  /** Hashes as the driver can carry many of them. */
  static String[] hex(List<byte[]> hashes) {
    return hashes.stream().map(HexFormat.of()::formatHex).toArray(String[]::new);
  }

  /** How many rows are sealed. */
  public Mono<Long> size() {
    return database
        .sql("select size from audit_log")
        .map(row -> Columns.get(row, "size", Long.class))
        .one();
  }

  /** Hashes of the rows from a place on. */
  public Mono<List<byte[]>> leaves(long from, int most) {
    return database
        .sql("select hash from audit_leaf where index >= :from order by index limit :most")
        .bind("from", from)
        .bind("most", most)
        .map(row -> Columns.get(row, "hash", byte[].class))
        .all()
        .collectList();
  }

  /** Keeps a signed head. */
  Mono<Void> keep(long size, Instant at, String jws) {
    return database
        .sql(
            """
            insert into audit_head (size, signed_at, jws) values (:size, :at, :jws)
            on conflict (size) do nothing
            """)
        .bind("size", size)
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("jws", jws)
        .fetch()
        .rowsUpdated()
        .then();
  }
}
