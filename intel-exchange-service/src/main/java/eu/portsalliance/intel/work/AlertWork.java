package eu.portsalliance.intel.work;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Work;
import eu.portsalliance.intel.alert.Sight;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemType;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What people do with an alert that they may read. The controller sees what every organisation here
 * said of it, each organisation its own; a person is named to their own organisation alone.
 */
@Component
class AlertWork {

  private static final int MOST = 1_000;

  /** A colleague says so too of the same version; what the first one said stands. */
  private static final String SECOND =
      "(w.modified = excluded.modified and w.state = 'not-ours' and excluded.state = 'not-ours'"
          + " and w.person <> excluded.person)";

  private final Sight sight;
  private final PuttingOff putting;
  private final DatabaseClient database;
  private final AuditTrail audit;
  private final Clock clock;

  AlertWork(
      Sight sight, PuttingOff putting, DatabaseClient database, AuditTrail audit, Clock clock) {
    this.sight = sight;
    this.putting = putting;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /** Says that a person read the alert in its newest version; the first time counts. */
  Mono<ResponseEntity<?>> acknowledge(Caller caller, Work work, String id) {
    return onAlert(
        caller,
        work,
        id,
        (object, person) ->
            database
                .sql(
                    """
                    with said as (
                      insert into alert_acknowledgement (object_id, modified, version, organisation, person, at)
                      values (:id, :modified, :version, :organisation, :person, :at)
                      on conflict do nothing
                      returning organisation, person, version, at
                    )
                    select * from said
                    union all
                    select organisation, person, version, at from alert_acknowledgement
                     where object_id = :id and modified = :modified and organisation = :organisation
                       and person = :person
                    limit 1
                    """)
                .bind("id", id)
                .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
                .bind("version", object.alert().version())
                .bind("organisation", caller.organisation())
                .bind("person", person)
                .bind("at", now().atOffset(ZoneOffset.UTC))
                .map(row -> acknowledgement(row, caller))
                .one()
                .flatMap(said -> recorded(caller, work, "acknowledge alert", id).thenReturn(said))
                .map(ResponseEntity::ok));
  }

  /**
   * Sorts the alert in the list of the caller's organisation, in the version that stands: with the
   * next one it is open again. One person puts it off for a while; that it is not theirs holds for
   * the one who says so, and for all once a colleague says so too.
   */
  Mono<ResponseEntity<?>> sort(
      Caller caller, Work work, String id, Statements.DispositionRequest request) {
    List<FieldError> errors = StatementForm.errors(request, now());
    return errors.isEmpty()
        ? onAlert(
            caller,
            work,
            id,
            (object, person) ->
                amended(object, request)
                    ? refused(
                        ProblemType.STALE_VERSION,
                        "It was amended in the meantime: read it again and sort that.")
                    : putting
                        .wrong(object, request.until(), now())
                        .<ResponseEntity<?>>map(wrong -> Problem.field("until", wrong).response())
                        .switchIfEmpty(
                            Mono.defer(() -> sorted(caller, work, object, person, request))))
        : Mono.just(Problem.fields(errors).response());
  }

  /** Whether another version was read than the one that stands, where it is said. */
  private static boolean amended(StoredObject object, Statements.DispositionRequest request) {
    Integer read = request.version();
    return read != null && read != object.alert().version();
  }

  private Mono<ResponseEntity<?>> sorted(
      Caller caller,
      Work work,
      StoredObject object,
      String person,
      Statements.DispositionRequest request) {
    return ("open".equals(request.state())
            ? reopen(caller, object.id())
            : keep(caller, object, person, request))
        .then(recorded(caller, work, "sort alert " + request.state(), object.id()))
        .then(state(caller, object, false))
        .map(ResponseEntity::ok);
  }

  private Mono<Long> reopen(Caller caller, String id) {
    return database
        .sql("delete from alert_disposition where object_id = :id and organisation = :organisation")
        .bind("id", id)
        .bind("organisation", caller.organisation())
        .fetch()
        .rowsUpdated();
  }

  private Mono<Long> keep(
      Caller caller, StoredObject object, String person, Statements.DispositionRequest request) {
    DatabaseClient.GenericExecuteSpec sql =
        database
            .sql(
                """
                insert into alert_disposition as w
                  (object_id, modified, organisation, state, until, reason, person, at)
                values (:id, :modified, :organisation, :state, :until, :reason, :person, :at)
                on conflict (object_id, organisation) do update
                  set modified = excluded.modified, state = excluded.state, until = excluded.until,
                      reason = case when %1$s then w.reason else excluded.reason end,
                      person = case when %1$s then w.person else excluded.person end,
                      at = case when %1$s then w.at else excluded.at end,
                      confirmed_by = case when %1$s then excluded.person end,
                      confirmed_at = case when %1$s then excluded.at end
                  where w.modified < excluded.modified
                     or w.modified = excluded.modified
                        and (excluded.state <> 'not-ours' or w.confirmed_by is null)
                """
                    .formatted(SECOND))
            .bind("id", object.id())
            .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
            .bind("organisation", caller.organisation())
            .bind("state", Objects.requireNonNull(request.state()))
            .bind("reason", Objects.requireNonNullElse(request.reason(), "").strip())
            .bind("person", person)
            .bind("at", now().atOffset(ZoneOffset.UTC));
    Instant until = request.until();
    return (until == null
            ? sql.bindNull("until", OffsetDateTime.class)
            : sql.bind("until", until.atOffset(ZoneOffset.UTC)))
        .fetch()
        .rowsUpdated();
  }

  /** Who acknowledged it and how the caller's organisation sorted it; empty when it is not seen. */
  Mono<Statements.State> state(Caller caller, Work work, String id) {
    return sight
        .released(caller, work, id)
        .map(Sight.Seen::object)
        .flatMap(object -> state(caller, object, controls(object, caller)))
        .flatMap(state -> read(caller, work, "read alert work", id).thenReturn(state));
  }

  private Mono<Statements.State> state(Caller caller, StoredObject object, boolean all) {
    Mono<List<Statements.Acknowledgement>> acknowledged =
        said(
            """
            select organisation, person, version, at from alert_acknowledgement
             where object_id = :id and (organisation = :organisation or :all)
             order by at, person limit :limit
            """,
            caller,
            object.id(),
            all,
            row -> acknowledgement(row, caller));
    Mono<List<Statements.Disposition>> sorted =
        database
            .sql(
                """
                select state, until, reason, person, confirmed_by, at from alert_disposition
                 where object_id = :id and modified = :modified and organisation = :organisation
                   and (until is null or until > :now)
                """)
            .bind("id", object.id())
            .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
            .bind("organisation", caller.organisation())
            .bind("now", now().atOffset(ZoneOffset.UTC))
            .map(AlertWork::disposition)
            .all()
            .collectList();
    return acknowledged.zipWith(
        sorted, (said, own) -> new Statements.State(said, own.isEmpty() ? null : own.getFirst()));
  }

  private <T> Mono<List<T>> said(
      String sql, Caller caller, String id, boolean all, Function<Readable, T> row) {
    return database
        .sql(sql)
        .bind("id", id)
        .bind("organisation", caller.organisation())
        .bind("all", all)
        .bind("limit", MOST)
        .map(row)
        .all()
        .collectList();
  }

  /** What a person says of an alert that they read. */
  interface Act {
    Mono<? extends ResponseEntity<?>> by(StoredObject object, String person);
  }

  /**
   * An act on an alert that the caller reads and has opened; by a person whom their agency
   * identifies.
   */
  Mono<ResponseEntity<?>> onAlert(Caller caller, Work work, String id, Act act) {
    String person = caller.person().orElse("");
    if (person.isEmpty()) {
      return refused(
          ProblemType.FORBIDDEN, "This is said by a person whom their agency identifies.");
    }
    return sight
        .released(caller, work, id)
        .map(Sight.Seen::opened)
        .<ResponseEntity<?>>flatMap(object -> act.by(object, person))
        .switchIfEmpty(
            Mono.defer(
                () -> refused(ProblemType.NOT_FOUND, "Check the id; or you may not see it.")));
  }

  static Mono<ResponseEntity<?>> refused(ProblemType type, String detail) {
    return Mono.just(Problem.of(type, detail).response());
  }

  static boolean controls(StoredObject object, Caller caller) {
    return object.alert().controller().equals(caller.organisation());
  }

  Mono<Void> recorded(Caller caller, Work work, String what, String id) {
    return audit.record(AuditEntry.of(AuditEntry.Act.COLLECTION, caller, work, what, List.of(id)));
  }

  Mono<Void> read(Caller caller, Work work, String what, String id) {
    return audit.recordReading(
        AuditEntry.of(AuditEntry.Act.CONSULTATION, caller, work, what, List.of(id)));
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Statements.Acknowledgement acknowledgement(Readable row, Caller caller) {
    return new Statements.Acknowledgement(
        Columns.get(row, "organisation", String.class),
        own(row, caller),
        Columns.get(row, "version", Integer.class),
        Columns.instant(row, "at"));
  }

  private static Statements.Disposition disposition(Readable row) {
    OffsetDateTime until = row.get("until", OffsetDateTime.class);
    return new Statements.Disposition(
        Columns.get(row, "state", String.class),
        until == null ? null : until.toInstant(),
        Columns.get(row, "reason", String.class),
        Columns.get(row, "person", String.class),
        row.get("confirmed_by", String.class),
        Columns.instant(row, "at"));
  }

  static @Nullable String own(Readable row, Caller caller) {
    return caller.organisation().equals(row.get("organisation", String.class))
        ? row.get("person", String.class)
        : null;
  }
}
