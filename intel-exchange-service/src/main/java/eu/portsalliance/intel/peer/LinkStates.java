package eu.portsalliance.intel.peer;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.TextArray;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The links to peers as the process that follows them tells all others. */
@Component
class LinkStates {

  private final DatabaseClient database;
  private final TransactionalOperator transaction;

  LinkStates(DatabaseClient database, TransactionalOperator transaction) {
    this.database = database;
    this.transaction = transaction;
  }

  /**
   * A link.
   *
   * @param connected whether its hint stream stands
   * @param heard when the peer last answered a pull
   * @param level when all was held here that the peer had put before this port
   */
  record State(boolean connected, Optional<Instant> heard, Instant level) {

    static State of(PeerLink link) {
      return new State(link.connected(), link.heard(), link.level());
    }
  }

  /** Tells of all links that there are. */
  Mono<Void> tell(Map<Locode, State> links) {
    List<Map.Entry<Locode, State>> all = List.copyOf(links.entrySet());
    return database
        .sql(
            """
            with gone as (delete from peer_link where port <> all(cast(:ports as text[])))
            insert into peer_link as l (port, connected, heard_at, level_at)
            select g.port, g.connected, cast(nullif(g.heard, '') as timestamptz), cast(g.level as timestamptz)
              from unnest(cast(:ports as text[]), cast(:connected as boolean[]), cast(:heard as text[]),
                          cast(:levels as text[])) as g (port, connected, heard, level)
            on conflict (port) do update
              set connected = excluded.connected, heard_at = excluded.heard_at, level_at = excluded.level_at,
                  written_at = excluded.written_at
            """)
        .bind("ports", TextArray.of(all, one -> one.getKey().value()))
        .bind(
            "connected",
            all.stream().map(one -> one.getValue().connected()).toArray(Boolean[]::new))
        .bind(
            "heard",
            TextArray.of(all, one -> one.getValue().heard().map(Instant::toString).orElse("")))
        .bind("levels", TextArray.of(all, one -> one.getValue().level().toString()))
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }

  /** What was told last. */
  Mono<Map<Locode, State>> told() {
    return database
        .sql("select port, connected, heard_at, level_at from peer_link order by port limit 1000")
        .map(row -> Map.entry(new Locode(Columns.get(row, "port", String.class)), state(row)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private static State state(Readable row) {
    return new State(
        Columns.get(row, "connected", Boolean.class),
        Optional.ofNullable(row.get("heard_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Columns.instant(row, "level_at"));
  }
}
