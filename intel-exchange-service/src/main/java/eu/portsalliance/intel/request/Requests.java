package eu.portsalliance.intel.request;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.peers.Directory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The requests that are known here, with the answers to them. */
@Component
class Requests {

  static final int MOST = 200;

  /** Answers that are read at once, and that one page shows at most. */
  static final int MOST_ANSWERS = 1_000;

  /** Who speaks where, as the directory says. */
  private static final String SPEAKS =
      """
      with speaks as (
        select s.port, s.organisation
          from unnest(cast(:ports as text[]), cast(:organisations as text[])) as s (port, organisation))
      """;

  /** The ports that a request {@code r} of this port asks: a release request, the alert's own. */
  private static final String ASKED =
      """
      select p.port
        from (select coalesce(e ->> 'port', s.port) as port
                from alerts a
                cross join jsonb_path_query(a.content, '$.audience[*]') as e
                left join speaks s on s.organisation = e ->> 'organisation'
               where a.id = r.id and r.concerns is null
              union
              select o.origin from object_versions o where o.id = r.concerns) as p
       where p.port <> :self or r.concerns is not null
      """;

  private final DatabaseClient database;

  Requests(DatabaseClient database) {
    this.database = database;
  }

  /** An answer to a request. */
  record Answered(String request, RequestView.Answer answer, Turn turn) {

    Answered closed() {
      return new Answered(request, answer.closed(), turn);
    }
  }

  /** Where a reading of requests stands: when one is due, and its id. */
  record Place(Instant due, String id) {}

  /**
   * The requests of this port, or those of others, by the time that is left, behind a place. One
   * that another organisation of this port made of the reader's is none of theirs.
   */
  Mono<List<RequestView>> list(
      String self, Members members, String organisation, boolean own, Place after) {
    return speaking(
            SPEAKS
                + """
                select r.id, r.kind, r.origin, r.controller, r.due_at, r.asked, r.concerns, r.recipients,
                       case when :own then array(%s order by 1) else array[cast(:self as text)] end as clocks
                  from information_request r
                 where (r.origin = :self and (r.controller = :organisation or not :organisation = any(r.asked))) = :own
                   and (r.due_at, r.id) > (:due, :id)
                 order by r.due_at, r.id limit :limit
                """
                    .formatted(ASKED),
            members)
        .bind("self", self)
        .bind("organisation", organisation)
        .bind("own", own)
        .bind("due", after.due().atOffset(ZoneOffset.UTC))
        .bind("id", after.id())
        .bind("limit", MOST)
        .map(
            row ->
                new RequestView(
                    Columns.get(row, "id", String.class),
                    Columns.get(row, "kind", String.class),
                    Columns.get(row, "origin", String.class),
                    Columns.get(row, "controller", String.class),
                    Columns.instant(row, "due_at"),
                    Arrays.asList(Columns.get(row, "asked", String[].class)),
                    row.get("concerns", String.class),
                    Arrays.asList(Columns.get(row, "recipients", String[].class)),
                    Arrays.stream(Columns.get(row, "clocks", String[].class))
                        .map(port -> new RequestView.Asked(port, null))
                        .toList(),
                    List.of()))
        .all()
        .collectList();
  }

  /** Where a reading of answers stands: the how-manieth of its port to its request, and its id. */
  record Turn(long nth, String id) {

    static final Turn FIRST = new Turn(0, "");
  }

  /**
   * Answers to some requests behind a turn. Each port that answered one has its first before any
   * has its second, so that whoever answers without end hides nobody.
   */
  Mono<List<Answered>> answers(Collection<String> requests, Turn after) {
    return database
        .sql(
            """
            select id, request, origin, at, consent, nth
              from (select *, row_number() over (partition by request, origin order by at, id) as nth
                      from information_answer where request = any(:requests)) as a
             where (nth, id) > (:nth, :after) order by nth, id limit :limit
            """)
        .bind("requests", requests.toArray(String[]::new))
        .bind("nth", after.nth())
        .bind("after", after.id())
        .bind("limit", MOST_ANSWERS)
        .map(
            row -> {
              String id = Columns.get(row, "id", String.class);
              return new Answered(
                  Columns.get(row, "request", String.class),
                  new RequestView.Answer(
                      id,
                      Columns.get(row, "origin", String.class),
                      Columns.instant(row, "at"),
                      row.get("consent", Boolean.class)),
                  new Turn(Columns.get(row, "nth", Long.class), id));
            })
        .all()
        .collectList();
  }

  /**
   * Raises a notice for whoever is asked here, while this port has not answered, when little time
   * is left and when none is; and for whoever asked from here, one for each port that has not
   * answered in time. The clock of a port is stopped by an answer of that port alone.
   *
   * @param near how long before the end it is near
   */
  Mono<Long> raise(String self, Members members, Instant now, Duration near) {
    return speaking(
            SPEAKS
                + """
                , running as (
                  select r.id, r.due_at, r.named_only, s.organisation, r.origin as port,
                         cast(r.due_at as text) as source
                    from information_request r
                    join speaks s on s.port = :self and s.organisation = any(r.asked) and s.organisation <> r.controller
                   where (r.origin <> :self or r.concerns is not null)
                     and not exists (select from information_answer a
                                      where a.request = r.id
                                        and a.origin = coalesce((select o.origin from object_versions o
                                                                  where o.id = r.concerns limit 1), :self))
                  union all
                  select r.id, r.due_at, r.named_only, s.organisation, p.port, cast(r.due_at as text) || ' ' || p.port
                    from information_request r
                    join speaks s on s.port = :self and s.organisation = r.controller
                    cross join lateral (%s) as p
                   where r.origin = :self and r.due_at <= :now
                     and not exists (select from information_answer a where a.request = r.id and a.origin = p.port)
                )
                insert into duty_notice
                  (id, organisation, kind, about, port, source, happened_at, raised_at, due_at, quiet)
                select gen_random_uuid(), c.organisation,
                       case when c.due_at <= :now then 'clock-over' else 'clock-near' end,
                       c.id, c.port, c.source, least(c.due_at, :now), :now, c.due_at, c.named_only
                  from running c
                 where c.due_at <= :near and c.due_at > :since
                on conflict do nothing
                """
                    .formatted(ASKED),
            members)
        .bind("self", self)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("near", now.plus(near).atOffset(ZoneOffset.UTC))
        .bind("since", now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }

  /** A statement that asks who speaks where. */
  private DatabaseClient.GenericExecuteSpec speaking(String sql, Members members) {
    List<String> ports = new ArrayList<>();
    List<String> organisations = new ArrayList<>();
    for (Directory.Port port : members.directory().ports()) {
      for (Members.Organisation organisation : members.speakingAt(port.locode().value())) {
        ports.add(port.locode().value());
        organisations.add(organisation.id());
      }
    }
    return database
        .sql(sql)
        .bind("ports", ports.toArray(String[]::new))
        .bind("organisations", organisations.toArray(String[]::new));
  }

  /**
   * How many clocks ran out without an answer and without anybody saying that they saw it; not
   * those of which named persons alone may know.
   */
  Mono<Long> runOut() {
    return database
        .sql(
            """
            select count(distinct about) as n from duty_notice
             where kind = 'clock-over' and acknowledged_at is null and not quiet
            """)
        .map(row -> Columns.get(row, "n", Long.class))
        .one();
  }
}
