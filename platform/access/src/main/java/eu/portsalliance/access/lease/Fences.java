package eu.portsalliance.access.lease;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Asks the database whether a term is still the newest of its lease. */
final class Fences {

  /**
   * Held until the transaction ends: a later term begins before this is asked, or after what was
   * written is committed. A renewal does not touch the key and waits for nobody.
   */
  private static final String HOLD =
      "select fence from lease where name = :name and fence = :fence for key share";

  private static final String STANDS =
      "select fence from lease where name = :name and fence = :fence and until > clock_timestamp()";

  private final DatabaseClient database;

  Fences(DatabaseClient database) {
    this.database = database;
  }

  /** In the transaction that is open: fails when the term is not the newest any more. */
  Mono<Void> hold(Term term) {
    return ask(HOLD, term);
  }

  /** Fails when the term is not the newest any more, or has run out. */
  Mono<Void> stands(Term term) {
    return ask(STANDS, term);
  }

  private Mono<Void> ask(String sql, Term term) {
    return database
        .sql(sql)
        .bind("name", term.name())
        .bind("fence", term.fence())
        .fetch()
        .one()
        .switchIfEmpty(Mono.error(() -> new LeaseLost(term)))
        .then();
  }
}
