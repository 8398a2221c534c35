package eu.portsalliance.intel.request;

import eu.portsalliance.access.Columns;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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

  private final DatabaseClient database;

  Requests(DatabaseClient database) {
    this.database = database;
  }

  /** An answer to a request. */
  record Answered(String request, RequestView.Answer answer) {}

  /**
   * The requests of this port, or those of others, by the time that is left; not those long over.
   * One that another organisation of this port made of the reader's is none of theirs.
   */
  Mono<List<RequestView>> list(String self, String organisation, boolean own, Instant since) {
    return database
        .sql(
            """
            select id, kind, origin, controller, due_at, asked, concerns, recipients from information_request
             where (origin = :self and (controller = :organisation or not :organisation = any(asked))) = :own
               and due_at > :since
             order by due_at, id limit :limit
            """)
        .bind("self", self)
        .bind("organisation", organisation)
        .bind("own", own)
        .bind("since", since.atOffset(ZoneOffset.UTC))
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
                    List.of()))
        .all()
        .collectList();
  }

  /** The answers to some requests, the first first. */
  Mono<List<Answered>> answers(Collection<String> requests) {
    return database
        .sql(
            """
            select id, request, origin, at, consent from information_answer
             where request = any(:requests) order by at, id limit 1000
            """)
        .bind("requests", requests.toArray(String[]::new))
        .map(
            row ->
                new Answered(
                    Columns.get(row, "request", String.class),
                    new RequestView.Answer(
                        Columns.get(row, "id", String.class),
                        Columns.get(row, "origin", String.class),
                        Columns.instant(row, "at"),
                        row.get("consent", Boolean.class))))
        .all()
        .collectList();
  }

  /**
   * Raises a notice for whoever is asked here and has not answered, when little time is left and
   * when none is; and for whoever asked from here, when nobody has answered in time.
   *
   * @param here organisations that speak at this port
   * @param near how long before the end it is near
   */
  Mono<Long> raise(String self, Collection<String> here, Instant now, Duration near) {
    return database
        .sql(
            """
            insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, due_at, quiet)
            select gen_random_uuid(), o.organisation,
                   case when r.due_at <= :now then 'clock-over' else 'clock-near' end,
                   r.id, r.origin, cast(r.due_at as text), least(r.due_at, :now), :now, r.due_at, r.named_only
              from information_request r
              join unnest(cast(:here as text[])) as o (organisation)
                on ((r.origin <> :self or r.kind = 'release-request')
                    and o.organisation = any(r.asked) and o.organisation <> r.controller
                    and not exists (select from information_answer a
                                     where a.request = r.id and (a.origin = :self or r.kind = 'release-request')))
                or (r.origin = :self and o.organisation = r.controller and r.due_at <= :now
                    and not exists (select from information_answer a where a.request = r.id))
             where r.due_at <= :near and r.due_at > :since
            on conflict do nothing
            """)
        .bind("self", self)
        .bind("here", here.toArray(String[]::new))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("near", now.plus(near).atOffset(ZoneOffset.UTC))
        .bind("since", now.minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
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
