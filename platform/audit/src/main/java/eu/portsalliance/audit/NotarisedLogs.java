package eu.portsalliance.audit;

import eu.portsalliance.access.Columns;
import eu.portsalliance.peers.PortKey;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Signs the heads of logs and remembers what it signed, leaf by leaf, so that it can prove to a
 * witness how each log grew and never signs two histories of one.
 */
public final class NotarisedLogs {

  /** Heads are thinned so that there is always one within so many records. */
  private static final int MOST_IN_EXTENSION = 10_000;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final PortKey key;
  private final String port;
  private final Clock clock;

  public NotarisedLogs(
      DatabaseClient database,
      TransactionalOperator transaction,
      PortKey key,
      String port,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.key = key;
    this.port = port;
    this.clock = clock;
  }

  /**
   * How a log grew.
   *
   * @param leaves hashes of the records after the size that was asked for
   * @param head the signed head of the size that they lead to
   */
  public record Extension(List<byte[]> leaves, String head) {

    public Extension {
      leaves = List.copyOf(leaves);
    }
  }

  /** As the signer of the log of the service in which it lives. */
  public HeadSigner signerOf(String service) {
    return new HeadSigner() {
      @Override
      public Mono<Long> signed() {
        return NotarisedLogs.this.signed(service);
      }

      @Override
      public Mono<String> sign(long from, List<byte[]> leaves) {
        return NotarisedLogs.this.sign(service, from, leaves);
      }
    };
  }

  /** How many leaves of a service's log were signed. */
  public Mono<Long> signed(String service) {
    return database
        .sql("select size from notarised_log where service = :service")
        .bind("service", service)
        .map(row -> Columns.get(row, "size", Long.class))
        .one()
        .defaultIfEmpty(0L);
  }

  /**
   * Signs the head to which leaves bring a service's log; with none, the head of what was signed
   * before. Refuses with {@link SignedBefore} when they do not follow what was signed last.
   */
  public Mono<String> sign(String service, long from, List<byte[]> leaves) {
    return database
        .sql(
            """
            insert into notarised_log (service) values (:service) on conflict (service) do nothing
            """)
        .bind("service", service)
        .fetch()
        .rowsUpdated()
        .then(tree(service))
        .flatMap(
            tree ->
                tree.size() == from
                    ? append(service, tree, leaves)
                    : Mono.error(
                        () ->
                            new SignedBefore(
                                "the log %s/%s does not grow from what was signed"
                                    .formatted(port, service))))
        .as(transaction::transactional);
  }

  private Mono<MerkleTree> tree(String service) {
    return database
        .sql("select size, frontier from notarised_log where service = :service for update")
        .bind("service", service)
        .map(row -> tree(row))
        .one();
  }

  private static MerkleTree tree(Readable row) {
    return new MerkleTree(
        Columns.get(row, "size", Long.class), Columns.get(row, "frontier", byte[].class));
  }

  private String head(String service, MerkleTree tree) {
    return Head.of(port + "/" + service, tree, now()).signed(key);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Mono<String> append(String service, MerkleTree tree, List<byte[]> leaves) {
    long from = tree.size();
    if (leaves.isEmpty()) {
      return Mono.just(head(service, tree));
    }
    leaves.forEach(tree::append);
    String jws = head(service, tree);
    return database
        .sql(
            """
            with leaf as (
              insert into notarised_leaf (service, index, hash)
              select :service, :from + place - 1, substring(:hashes, 32 * place - 31, 32)
                from generate_series(1, length(:hashes) / 32) as place
            ), head as (
              insert into notarised_head (service, size, signed_at, jws)
              values (:service, :size, :at, :jws)
            )
            update notarised_log set size = :size, frontier = :frontier where service = :service
            """)
        .bind("service", service)
        .bind("from", from)
        .bind("hashes", Hashes.together(leaves))
        .bind("size", tree.size())
        .bind("at", now().atOffset(ZoneOffset.UTC))
        .bind("jws", jws)
        .bind("frontier", tree.frontier())
        .fetch()
        .rowsUpdated()
        .thenReturn(jws);
  }

  /**
   * What a witness needs to follow a log from a size. Where nothing is new, a head of now over the
   * same records says that the log is alive.
   *
   * @return empty when the log is shorter than that
   */
  public Mono<Extension> since(String service, long from) {
    return database
        .sql(
            """
            select size, jws from notarised_head
             where service = :service and size > :from and size <= :from + :most
             order by size desc limit 1
            """)
        .bind("service", service)
        .bind("from", from)
        .bind("most", MOST_IN_EXTENSION)
        .map(
            row ->
                new Signed(
                    Columns.get(row, "size", Long.class), Columns.get(row, "jws", String.class)))
        .one()
        .flatMap(
            head ->
                leaves(service, from, head.size()).map(leaves -> new Extension(leaves, head.jws())))
        .switchIfEmpty(Mono.defer(() -> unchanged(service, from)));
  }

  private Mono<Extension> unchanged(String service, long from) {
    return database
        .sql("select size, frontier from notarised_log where service = :service")
        .bind("service", service)
        .map(row -> tree(row))
        .one()
        .defaultIfEmpty(new MerkleTree())
        .filter(tree -> tree.size() == from)
        .map(tree -> new Extension(List.of(), head(service, tree)));
  }

  /** Forgets heads that are older than a day and stand close to others; how many. */
  public Mono<Long> thin() {
    return database
        .sql("select thin_notarised_heads() as gone")
        .map(row -> Columns.get(row, "gone", Long.class))
        .one();
  }

  private record Signed(long size, String jws) {}

  private Mono<List<byte[]>> leaves(String service, long from, long to) {
    return database
        .sql(
            """
            select coalesce(string_agg(hash, cast('' as bytea) order by index), '') as hashes
              from notarised_leaf
             where service = :service and index >= :from and index < :to
            """)
        .bind("service", service)
        .bind("from", from)
        .bind("to", to)
        .map(row -> Hashes.apart(Columns.get(row, "hashes", byte[].class)))
        .one();
  }
}
