package eu.portsalliance.peers;

import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Remembers assertions in PostgreSQL until they expire, so that none serves twice, on any replica.
 */
public final class SeenAssertions {

  private final DatabaseClient database;

  public SeenAssertions(DatabaseClient database) {
    this.database = database;
  }

  /** Remembers one; emits false when it was there already. */
  public Mono<Boolean> remember(Assertions.Verified assertion) {
    return database
        .sql(
            """
            insert into seen_assertion (jti, expires) values (:jti, :expires)
            on conflict (jti) do nothing
            """)
        .bind("jti", assertion.peer().issuer() + ":" + assertion.jti())
        .bind("expires", assertion.expires().atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }
}
