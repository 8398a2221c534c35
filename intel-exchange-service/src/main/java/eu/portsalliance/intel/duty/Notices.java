package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.alert.NamedPersons;
import eu.portsalliance.intel.delivery.Cursors;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.ProblemType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The notices of the organisations of this port. */
@Component
class Notices {

  /** Before the first notice of any list. */
  private static final long[] START = {Long.MAX_VALUE, 0, 0, 0};

  private static final String[] CLOCKS = {"last-chance", "clock-near", "clock-over"};

  private static final String COLUMNS =
      """
      n.id, n.kind, n.about, n.port, n.by_organisation, n.happened_at, n.due_at, n.told_at,
      n.escalated_at, n.acknowledged_at, n.acknowledged_by, n.looks
      """;

  /**
   * Whether a person may know of it: of an alert for named persons only those and its writer do,
   * also on the duty desk.
   */
  private static final String MAY_KNOW =
      """
      n.organisation = :organisation
      and not exists (select from alerts a
                       where a.id = n.about
                         and %s
                         and a.drafted_by_person <> :person
                         and not coalesce(a.content -> 'persons' @> to_jsonb(cast(:person as text)), false))
      """
          .formatted(NamedPersons.ONLY);

  /** Open clocks and last chances stand before whatever somebody can raise by the hundred. */
  private static final String LIST =
      """
      select %s, l.weight, n.raised_at
        from duty_notice n
       cross join lateral (select case when n.acknowledged_at is null and n.kind = any(:clocks)
                                       then 1 else 0 end as weight) l
       where %s and (n.acknowledged_at is null) = :open
         and (l.weight, n.raised_at, n.id) < (:weight, :raised, :id)
       order by l.weight desc, n.raised_at desc, n.id desc limit :limit
      """
          .formatted(COLUMNS, MAY_KNOW);

  private final DatabaseClient database;
  private final Cursors cursors;
  private final TransactionalOperator transaction;

  Notices(DatabaseClient database, Cursors cursors, TransactionalOperator transaction) {
    this.database = database;
    this.cursors = cursors;
    this.transaction = transaction;
  }

  /**
   * A notice that somebody has to be told of now.
   *
   * @param change the change of the rota that it is about
   */
  record Due(UUID id, String organisation, boolean escalated, Optional<UUID> change) {}

  private record Placed(NoticeView notice, long[] place) {}

  /** A page of the notices of an organisation that a person may know of. */
  Mono<NoticeView.Page> page(
      String organisation, String person, boolean open, int limit, @Nullable String cursor) {
    String reading = "notices " + open + " " + organisation + " " + person;
    return cursors
        .sealer()
        .flatMap(
            sealer ->
                list(organisation, person, open, limit + 1, place(sealer, reading, cursor))
                    .map(
                        found -> {
                          List<Placed> shown = found.subList(0, Math.min(limit, found.size()));
                          return new NoticeView.Page(
                              shown.stream().map(Placed::notice).toList(),
                              found.size() > limit
                                  ? sealer.seal(reading, shown.getLast().place())
                                  : null);
                        }));
  }

  private static long[] place(Cursors.Sealer sealer, String reading, @Nullable String cursor) {
    return cursor == null
        ? START
        : sealer
            .open(reading, cursor, START.length)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemType.INVALID_CURSOR,
                        "Begin without a cursor; take only cursors from answers to you."));
  }

  private Mono<List<Placed>> list(
      String organisation, String person, boolean open, int limit, long[] after) {
    return database
        .sql(LIST)
        .bind("organisation", organisation)
        .bind("person", person)
        .bind("open", open)
        .bind("clocks", CLOCKS)
        .bind("weight", after[0])
        .bind("raised", Instant.EPOCH.plus(after[1], ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
        .bind("id", new UUID(after[2], after[3]))
        .bind("limit", limit)
        .map(row -> new Placed(view(row), place(row)))
        .all()
        .collectList();
  }

  private static long[] place(Readable row) {
    UUID id = Columns.get(row, "id", UUID.class);
    return new long[] {
      Columns.get(row, "weight", Integer.class),
      ChronoUnit.MICROS.between(Instant.EPOCH, Columns.instant(row, "raised_at")),
      id.getMostSignificantBits(),
      id.getLeastSignificantBits()
    };
  }

  /** One of them; empty when there is none that the person may know of. */
  Mono<NoticeView> find(String organisation, String person, UUID id) {
    return database
        .sql("select %s from duty_notice n where %s and n.id = :id".formatted(COLUMNS, MAY_KNOW))
        .bind("organisation", organisation)
        .bind("person", person)
        .bind("id", id)
        .map(Notices::view)
        .one();
  }

  /** Somebody has taken it on; whoever comes second changes nothing. */
  Mono<Void> acknowledge(UUID id, String person, Instant now) {
    return database
        .sql(
            """
            update duty_notice set acknowledged_at = :now, acknowledged_by = :person
             where id = :id and acknowledged_at is null
            """)
        .bind("id", id)
        .bind("person", person)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Takes notices that have to be told, or told to the next level, so that no other replica takes
   * them before the lease ends: first those of clocks, for which later is too late. The first level
   * is told in any case, also of what somebody has taken on before it could be told. Of the
   * collisions that one port tells an organisation of, those raised while another waited ring
   * nobody; they stand beside it.
   *
   * @param waited told before this moment and not acknowledged since: escalate
   */
  Flux<Due> lease(Instant now, Instant until, Instant waited, int limit) {
    return database
        .sql(
            """
            with leased as (
              update duty_notice n set leased_until = :until
               where n.id in (
                 select d.id from duty_notice d
                  where not d.quiet and d.escalated_at is null
                    and (d.told_at is null or d.acknowledged_at is null and d.told_at <= :waited)
                    and (d.leased_until is null or d.leased_until <= :now)
                    and not (d.kind = 'collision' and d.source = d.port and exists (
                          select from duty_notice o
                           where o.organisation = d.organisation and o.kind = 'collision' and o.source = d.source
                             and o.source = o.port and not o.quiet
                             and (o.raised_at, o.id) < (d.raised_at, d.id)
                             and (o.acknowledged_at is null or o.acknowledged_at > d.raised_at)))
                  order by d.kind = any(:clocks) desc, d.raised_at
                  limit :limit for update of d skip locked)
              returning n.id, n.organisation, n.kind, n.raised_at, n.told_at is not null as escalated,
                        case when n.kind = 'rota-change' then cast(n.about as uuid) end as change)
            select id, organisation, escalated, change from leased order by kind = any(:clocks) desc, raised_at
            """)
        .bind("clocks", CLOCKS)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("until", until.atOffset(ZoneOffset.UTC))
        .bind("waited", waited.atOffset(ZoneOffset.UTC))
        .bind("limit", limit)
        .map(
            row ->
                new Due(
                    Columns.get(row, "id", UUID.class),
                    Columns.get(row, "organisation", String.class),
                    Columns.get(row, "escalated", Boolean.class),
                    Optional.ofNullable(row.get("change", UUID.class))))
        .all()
        .as(transaction::transactional);
  }

  /** It was told, on the level that it was due on. */
  Mono<Void> told(Due due, Instant now) {
    String column = due.escalated() ? "escalated_at" : "told_at";
    return database
        .sql(
            "update duty_notice set %s = :now, leased_until = null where id = :id"
                .formatted(column))
        .bind("id", due.id())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }

  private static NoticeView view(Readable row) {
    String kind = Columns.get(row, "kind", String.class);
    return new NoticeView(
        Columns.get(row, "id", UUID.class),
        kind,
        Columns.get(row, "about", String.class),
        Columns.get(row, "port", String.class),
        row.get("by_organisation", String.class),
        Columns.instant(row, "happened_at"),
        instant(row, "due_at"),
        instant(row, "told_at"),
        instant(row, "escalated_at"),
        instant(row, "acknowledged_at"),
        row.get("acknowledged_by", String.class),
        kind.equals("look-up") ? Columns.get(row, "looks", Integer.class) : null);
  }

  private static @Nullable Instant instant(Readable row, String column) {
    return Optional.ofNullable(row.get(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant)
        .orElse(null);
  }
}
