package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.StoredObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Who is told that an alert was taken back: whoever may read what stood before, and, since its
 * content may be erased by then, whoever was shown it by the record. For everybody else it never
 * existed.
 */
@Component
class Withdrawals {

  /** By what is sealed, and by the rows of the last second, which are not yet. */
  private static final String SHOWN =
      """
      select t.id from unnest(cast(:ids as text[])) as t (id)
       where exists (select from audit_subject s
                       join audit_subject a on a.index = s.index and a.subject = 'actor ' || cast(:actor as text)
                       join audit_leaf l on l.index = s.index
                       join audit_record r on r.id = l.record
                      where s.subject = t.id and r.what not like 'refused,%')
          or exists (select from audit_log g
                       join audit_record r on (r.tx, r.id) > (g.last_tx, g.last_id)
                      where t.id = any(r.ids) and r.actor = :actor and r.what not like 'refused,%')
      """;

  private final Readings readings;
  private final DeliveryLog log;
  private final DatabaseClient database;

  Withdrawals(Readings readings, DeliveryLog log, DatabaseClient database) {
    this.readings = readings;
    this.log = log;
    this.database = database;
  }

  /**
   * The ids of those of which a caller is told that they were taken back, once that is recorded.
   */
  Mono<Set<String>> told(Caller caller, Work work, List<StoredObject> takenBack) {
    return takenBack.isEmpty() || !readings.reads(caller, work)
        ? Mono.just(Set.of())
        : log.before(takenBack)
            .map(before -> ids(readings.readable(caller, work, before)))
            .flatMap(readable -> withShown(caller, takenBack, readable))
            .flatMap(told -> recorded(caller, work, told));
  }

  private static Set<String> ids(List<AlertViews.Shown> readable) {
    return readable.stream().map(shown -> shown.object().id()).collect(Collectors.toSet());
  }

  private Mono<Set<String>> withShown(
      Caller caller, List<StoredObject> takenBack, Set<String> readable) {
    Set<String> others =
        takenBack.stream().map(StoredObject::id).collect(Collectors.toCollection(HashSet::new));
    others.removeAll(readable);
    return others.isEmpty()
        ? Mono.just(readable)
        : shown(caller, others)
            .map(
                shown -> {
                  shown.addAll(readable);
                  return shown;
                });
  }

  private Mono<Set<String>> shown(Caller caller, Collection<String> ids) {
    return database
        .sql(SHOWN)
        .bind("ids", ids.toArray(String[]::new))
        .bind("actor", caller.actor())
        .map(row -> Columns.get(row, "id", String.class))
        .all()
        .collect(Collectors.toCollection(HashSet::new));
  }

  private Mono<Set<String>> recorded(Caller caller, Work work, Set<String> told) {
    return told.isEmpty()
        ? Mono.just(told)
        : readings
            .recordOwn(caller, work, "stream withdrawals", told.stream().sorted().toList())
            .thenReturn(told);
  }
}
