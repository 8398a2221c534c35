package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.Decision;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.risk.alert.MarkingsJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Asks the policy about each set of markings in use: for the reason, which is refused where the
 * score is and nowhere else (a property that the tests of the policy hold).
 */
@Component
class Views {
  private final DatabaseClient database;

  /** Stored markings never change, so what was read once stands. */
  private final Map<Long, Markings> read = new ConcurrentHashMap<>();

  Views(DatabaseClient database) {
    this.database = database;
  }

  /** Of all markings that some live alert has. */
  Mono<View> of(Recipient reader) {
    return inUse().flatMap(ids -> of(reader, ids));
  }

  /** Of these markings. */
  Mono<View> of(Recipient reader, Collection<Long> ids) {
    return learn(ids).then(Mono.fromSupplier(() -> decide(ids, reader)));
  }

  private View decide(Collection<Long> ids, Recipient reader) {
    Map<Long, View.Seen> seen = new HashMap<>();
    for (Long id : ids) {
      Markings markings = read.get(id);
      if (markings == null) {
        continue;
      }
      switch (Policy.decide(markings, reader, Use.REASON)) {
        case Decision.Permitted permitted ->
            seen.put(id, new View.Seen(markings, "", permitted.obligations()));
        case Decision.Restricted restricted ->
            seen.put(id, new View.Seen(markings, restricted.desk(), Set.of()));
        case Decision.Refused _ -> {
          // neither points nor a reason: points alone would tell that something is hidden
        }
      }
    }
    return new View(seen);
  }

  private Mono<List<Long>> inUse() {
    return database
        .sql(
            """
            select m.id from markings m
             where exists (select from alert a where a.markings = m.id and a.state = 'live')
             limit 100000
            """)
        .map(row -> Columns.get(row, "id", Long.class))
        .all()
        .collectList();
  }

  private Mono<Void> learn(Collection<Long> ids) {
    List<Long> unknown = new ArrayList<>(ids);
    unknown.removeAll(read.keySet());
    return unknown.isEmpty()
        ? Mono.empty()
        : database
            .sql(
                "select id, document::text as document from markings where id = any(:ids::text[]::bigint[])")
            .bind("ids", unknown.stream().map(String::valueOf).toArray(String[]::new))
            .map(
                row ->
                    Map.entry(
                        Columns.get(row, "id", Long.class),
                        Columns.get(row, "document", String.class)))
            .all()
            .doOnNext(entry -> read.put(entry.getKey(), MarkingsJson.read(entry.getValue())))
            .then();
  }
}
