package eu.portsalliance.audit;

import eu.portsalliance.access.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The sealed log of one service: rows in order, their hashes, the tree, the signed heads.
 *
 * <p>Rows are taken in the order of their transactions. In a database that was restored from a dump
 * into another server, transactions count from a lower number than those of the rows that came
 * along: what has no hash yet is then looked for row by row, once.
 */
public final class SealedLog {

  private static final int AT_ONCE = 5_000;

  /** Only one replica seals at a time; the lock ends with the transaction. */
  static final long LOCK = 7_302_114_580_216_660_411L;

  private static final String IN_TURN =
      """
        from audit_record r
       where (r.tx, r.id) > (cast(:tx as xid8), :id) and r.tx < cast(:xmin as xid8)
       order by r.tx, r.id limit :most
      """;

  private static final String LEFT_BEHIND =
      """
        from audit_record r
       where (r.tx < cast(:xmin as xid8) or r.tx >= pg_snapshot_xmax(pg_current_snapshot()))
         and not exists (select from audit_leaf l where l.record = r.id)
       order by r.tx, r.id limit :most
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  public SealedLog(DatabaseClient database, TransactionalOperator transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /** Where to go on: after this row of this transaction. */
  private record Position(String tx, UUID id) {}

  /**
   * Where sealing stands.
   *
   * @param xmin every transaction before it has ended
   * @param restored whether this server counts from a lower number than the last sealed row
   */
  private record State(MerkleTree tree, Position last, String xmin, boolean restored) {}

  private record Row(Position position, SealedRecord sealed) {}

  /**
   * How far a log is.
   *
   * @param size how many rows are sealed
   * @param signed to how many of them a signed head is kept
   * @param waiting how long the oldest row has waited to be sealed
   */
  record Progress(long size, long signed, Duration waiting) {}

  private record Kept(long size, MerkleTree tree) {}

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
        .sql(
            """
            select size, frontier, cast(last_tx as text) as last_tx, last_id,
                   cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as xmin,
                   last_tx > pg_snapshot_xmax(pg_current_snapshot()) as restored
              from audit_log
            """)
        .map(
            row ->
                new State(
                    new MerkleTree(
                        Columns.get(row, "size", Long.class),
                        Columns.get(row, "frontier", byte[].class)),
                    new Position(
                        Columns.get(row, "last_tx", String.class),
                        Columns.get(row, "last_id", UUID.class)),
                    Columns.get(row, "xmin", String.class),
                    Columns.get(row, "restored", Boolean.class)))
        .one();
  }

  private Mono<Integer> append(State state) {
    var rows =
        database
            .sql(
                "select cast(r.tx as text) as tx, "
                    + SealedRecord.COLUMNS
                    + (state.restored() ? LEFT_BEHIND : IN_TURN))
            .bind("xmin", state.xmin())
            .bind("most", AT_ONCE);
    if (!state.restored()) {
      rows = rows.bind("tx", state.last().tx()).bind("id", state.last().id());
    }
    return rows.map(
            row -> {
              SealedRecord sealed = SealedRecord.of(row);
              return new Row(
                  new Position(Columns.get(row, "tx", String.class), sealed.id()), sealed);
            })
        .all()
        .collectList()
        .flatMap(
            found -> found.isEmpty() && !state.restored() ? Mono.just(0) : write(state, found));
  }

  private static Position reached(State state, List<Row> rows) {
    if (!state.restored()) {
      return rows.getLast().position();
    }
    return rows.size() == AT_ONCE ? state.last() : new Position(state.xmin(), new UUID(0, 0));
  }

  private Mono<Integer> write(State state, List<Row> rows) {
    MerkleTree tree = state.tree();
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
    Position reached = reached(state, rows);
    return database
        .sql(
            """
            with leaf as (
              insert into audit_leaf (index, record, hash)
              select :from + l.place - 1, l.record, substring(:hashes, 32 * cast(l.place as int) - 31, 32)
                from unnest(cast(:records as uuid[])) with ordinality as l (record, place)
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
        .bind("hashes", Hashes.together(hashes))
        .bind("subjects", subjects.toArray(String[]::new))
        .bind("places", places.toArray(Long[]::new))
        .bind("size", tree.size())
        .bind("frontier", tree.frontier())
        .bind("tx", reached.tx())
        .bind("id", reached.id())
        .fetch()
        .rowsUpdated()
        .flatMap(
            updated ->
                updated == 1
                    ? Mono.just(rows.size())
                    : Mono.error(() -> new IllegalStateException("somebody else sealed")));
  }

  /** How far the log is. */
  Mono<Progress> progress() {
    return database
        .sql(
            """
            select size, signed_size,
                   coalesce(cast(extract(epoch from clock_timestamp() - (
                     select min(r.at) from audit_record r where (r.tx, r.id) > (l.last_tx, l.last_id)
                   )) as bigint), 0) as waiting
              from audit_log l
            """)
        .map(
            row ->
                new Progress(
                    Columns.get(row, "size", Long.class),
                    Columns.get(row, "signed_size", Long.class),
                    Duration.ofSeconds(Columns.get(row, "waiting", Long.class))))
        .one();
  }

  /** How many rows are sealed. */
  public Mono<Long> size() {
    return progress().map(Progress::size);
  }

  /** Hashes of the rows from a place on, as far as none is missing; they come as one value. */
  public Mono<List<byte[]>> leaves(long from, int most) {
    return database
        .sql(
            """
            select coalesce(string_agg(hash, cast('' as bytea) order by index), '') as hashes
              from (select index, hash, row_number() over (order by index) as place
                      from audit_leaf where index >= :from and index < :from + :most) as l
             where index = :from + place - 1
            """)
        .bind("from", from)
        .bind("most", most)
        .map(row -> Hashes.apart(Columns.get(row, "hashes", byte[].class)))
        .one();
  }

  /**
   * The tree over the first rows, from their hashes as they stand here.
   *
   * @return empty when there are fewer
   */
  Mono<MerkleTree> tree(long size) {
    return database
        .sql("select size, signed_size, signed_frontier from audit_log")
        .map(
            row ->
                new Kept(
                    Columns.get(row, "size", Long.class),
                    new MerkleTree(
                        Columns.get(row, "signed_size", Long.class),
                        Columns.get(row, "signed_frontier", byte[].class))))
        .one()
        .filter(kept -> kept.size() >= size)
        .map(kept -> kept.tree().size() <= size ? kept.tree() : new MerkleTree())
        .flatMap(tree -> grown(tree, size));
  }

  private Mono<MerkleTree> grown(MerkleTree tree, long size) {
    return Mono.defer(
            () -> leaves(tree.size(), (int) Math.min(AT_ONCE, Math.max(0, size - tree.size()))))
        .doOnNext(leaves -> leaves.forEach(tree::append))
        .repeat()
        .takeUntil(leaves -> leaves.isEmpty() || tree.size() >= size)
        .then(Mono.fromSupplier(() -> tree))
        .filter(grown -> grown.size() == size);
  }

  /** Keeps a signed head of a tree, and the tree to go on from. */
  Mono<Void> keep(MerkleTree tree, Instant at, String jws) {
    return database
        .sql(
            """
            with head as (
              insert into audit_head (size, signed_at, jws) values (:size, :at, :jws)
              on conflict (size) do nothing
            )
            update audit_log set signed_size = :size, signed_frontier = :frontier
             where signed_size < :size
            """)
        .bind("size", tree.size())
        .bind("frontier", tree.frontier())
        .bind("at", at.atOffset(ZoneOffset.UTC))
        .bind("jws", jws)
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }
}
