package eu.portsalliance.registry.directory;

import eu.portsalliance.access.Columns;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Every directory ever issued. */
@Repository
class IssuedDirectories {

  private final DatabaseClient database;

  IssuedDirectories(DatabaseClient database) {
    this.database = database;
  }

  /** The newest; empty before the first issue. */
  Mono<IssuedDirectory> newest() {
    return database
        .sql(
            """
            select serial, issued, content_sha256, document
            from issued_directory order by serial desc limit 1
            """)
        .map(IssuedDirectories::issued)
        .one();
  }

  Mono<IssuedDirectory> add(IssuedDirectory directory) {
    return database
        .sql(
            """
            insert into issued_directory (serial, issued, content_sha256, document)
            values (:serial, :issued, :content_sha256, :document)
            """)
        .bind("serial", directory.serial())
        .bind("issued", directory.issued())
        .bind("content_sha256", directory.contentSha256())
        .bind("document", directory.document())
        .fetch()
        .rowsUpdated()
        .thenReturn(directory);
  }

  /**
   * Waits for the turn to issue, which ends with the transaction. It must be the first statement of
   * that transaction: LOCK TABLE takes no snapshot, so what is read afterwards includes whatever
   * the holder before committed. A row lock would be given to a snapshot from before the wait.
   */
  Mono<Void> takeTurn() {
    return database.sql("lock table issuing_turn in exclusive mode").then();
  }

  private static IssuedDirectory issued(Readable row) {
    return new IssuedDirectory(
        Columns.get(row, "serial", Long.class),
        Columns.get(row, "issued", Instant.class),
        Columns.get(row, "content_sha256", byte[].class),
        Columns.get(row, "document", String.class));
  }
}
