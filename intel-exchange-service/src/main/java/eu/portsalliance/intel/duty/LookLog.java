package eu.portsalliance.intel.duty;

import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.ContainerNumber;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Counts the boxes that somebody looks for and keeps each until it was held against the alerts.
 * Both are done for every box alike, under an alert or not, before anything about it is read.
 */
@Component
public class LookLog {

  private static final int AT_ONCE = 100;

  /** A round ends after so many batches: what waits behind looks has its turn too. */
  private static final int MOST_BATCHES = 100;

  /** The same box again on the same day costs nothing: a list is read anew as it changes. */
  private static final String COUNT =
      """
      insert into look_allowance as a (actor, day, boxes)
      select :actor, :day, b.boxes
        from (select cast(:boxes as text[]) as boxes) b
       where cardinality(b.boxes) <= :most
      on conflict (actor, day) do update
        set boxes = array(select unnest(a.boxes) union select unnest(excluded.boxes))
        where cardinality(array(select unnest(a.boxes) union select unnest(excluded.boxes))) <= :most
      returning cardinality(boxes) as looks
      """;

  /** What waits already for the same person, box and day waits once. */
  private static final String NOTE =
      """
      insert into look_waiting (id, source, container, organisation, at)
      select gen_random_uuid(), g.source, g.container, :organisation, :at
        from unnest(cast(:sources as text[]), cast(:containers as text[])) as g (source, container)
      on conflict (source) do nothing
      """;

  /**
   * With the alerts of other ports on the box, the newest so many of each port: none of them can
   * hide those of another. Those of this port are watched by box.
   */
  private static final String WAITING =
      """
      select w.id, w.source, w.container, w.organisation, w.at,
             array(select n.object_id
                     from (select i.object_id, row_number() over (partition by i.origin order by i.place desc) as nth
                             from alert_index i
                            where i.terms @> array['container:' || w.container] and i.origin <> :self
                              and i.valid_until > w.at) n
                    where n.nth <= 50) as alerts
        from look_waiting w order by w.at limit :limit for update of w skip locked
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final Looks looks;
  private final DutyProperties properties;
  private final Locode self;
  private final Clock clock;

  LookLog(
      DatabaseClient database,
      TransactionalOperator transaction,
      AuditTrail audit,
      Looks looks,
      DutyProperties properties,
      Locode self,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.audit = audit;
    this.looks = looks;
    this.properties = properties;
    this.self = self;
    this.clock = clock;
  }

  /**
   * Counts boxes against the caller's allowance of the day and notes them.
   *
   * @return an error of type too-many-requests when the allowance is used up
   */
  public Mono<Void> looked(Caller caller, Collection<ContainerNumber> boxes) {
    if (boxes.isEmpty()) {
      return Mono.empty();
    }
    Instant now = clock.instant();
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    String[] numbers = boxes.stream().map(ContainerNumber::value).toArray(String[]::new);
    return database
        .sql(COUNT)
        .bind("actor", audit.hash(caller.actor()))
        .bind("day", day)
        .bind("boxes", Arrays.stream(numbers).map(audit::hash).toArray(String[]::new))
        .bind("most", properties.lookUpsPerDay())
        .map(row -> Columns.get(row, "looks", Integer.class))
        .one()
        .switchIfEmpty(Mono.error(LookLog::usedUp))
        .then(Mono.defer(() -> note(caller, day, numbers, now)))
        .as(transaction::transactional);
  }

  private Mono<Void> note(Caller caller, LocalDate day, String[] numbers, Instant now) {
    String looker = "look " + caller.actor() + " " + day + " ";
    return database
        .sql(NOTE)
        .bind("organisation", caller.organisation())
        .bind("at", now.atOffset(ZoneOffset.UTC))
        .bind(
            "sources",
            Arrays.stream(numbers).map(box -> audit.hash(looker + box)).toArray(String[]::new))
        .bind("containers", numbers)
        .fetch()
        .rowsUpdated()
        .then();
  }

  private record Waiting(UUID id, LookPage.Look look) {}

  /** Holds all that waits against the alerts: whoever owns one is told. */
  Mono<Void> tell() {
    return batch().repeat(MOST_BATCHES - 1).takeUntil(told -> told < AT_ONCE).then();
  }

  private Mono<Integer> batch() {
    return database
        .sql(WAITING)
        .bind("self", self.value())
        .bind("limit", AT_ONCE)
        .map(
            row ->
                new Waiting(
                    Columns.get(row, "id", UUID.class),
                    new LookPage.Look(
                        Columns.get(row, "source", String.class),
                        Columns.get(row, "container", String.class),
                        Columns.get(row, "organisation", String.class),
                        Columns.instant(row, "at"),
                        Arrays.asList(Columns.get(row, "alerts", String[].class)))))
        .all()
        .collectList()
        .flatMap(
            waiting ->
                looks
                    .take(waiting.stream().map(Waiting::look).toList())
                    .then(Mono.defer(() -> told(waiting)))
                    .thenReturn(waiting.size()))
        .as(transaction::transactional);
  }

  private Mono<Void> told(List<Waiting> waiting) {
    return waiting.isEmpty()
        ? Mono.empty()
        : database
            .sql("delete from look_waiting where id = any(cast(cast(:ids as text[]) as uuid[]))")
            .bind("ids", waiting.stream().map(one -> one.id().toString()).toArray(String[]::new))
            .fetch()
            .rowsUpdated()
            .then();
  }

  private static ProblemException usedUp() {
    return new ProblemException(
        ProblemType.TOO_MANY_REQUESTS,
        "Your look-ups of today are used up. Lists and searches that name no box stay open;"
            + " look-ups open again at 00:00 UTC.");
  }
}
