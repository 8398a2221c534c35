package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.TraceHandedOn;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.telemetry.Traces;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The alerts that people of this port wrote. A request that reads one of which named persons alone
 * may know leaves no span.
 */
@Component
class Alerts {

  private static final String COLUMNS =
      """
      select number, id, version, state, controller, cast(content as text) as content, created, modified,
             drafted_by_person, drafted_by_organisation, edited_by, derived_from
      """;

  /** The rule of {@link Alert#visibleTo}, beside the controller, before anything is read. */
  private static final String VISIBLE =
      """
      (not %s
       or drafted_by_person = :person or :person = any (edited_by)
       or content -> 'persons' @> to_jsonb(cast(:person as text)))
      """
          .formatted(NamedPersons.only("content"));

  private final DatabaseClient database;
  private final JsonMapper json;

  Alerts(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** A draft with its place in a page. */
  record Numbered(long number, Alert alert) {}

  Mono<Void> insert(Alert.Draft draft, DraftRequest content) {
    return database
        .sql(
            """
            insert into alerts (id, version, state, controller, content, created, modified,
                                drafted_by_person, drafted_by_organisation, derived_from)
            values (:id, :version, 'draft', :controller, cast(:content as jsonb), :created, :created,
                    :person, :organisation, nullif(:derived, ''))
            """)
        .bind("id", draft.id())
        .bind("version", draft.version())
        .bind("controller", draft.controller())
        .bind("content", json.writeValueAsString(content))
        .bind("created", draft.created().atOffset(ZoneOffset.UTC))
        .bind("person", draft.draftedBy().person())
        .bind("organisation", draft.draftedBy().organisation())
        .bind("derived", draft.derivedFrom().orElse(""))
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Alert> find(String id) {
    return one(
        database.sql(COLUMNS + ", false as amends from alerts where id = :id").bind("id", id));
  }

  /**
   * An alert that somebody of the controller may see. One that they may not see is not even read:
   * the time of the answer would tell it from one that does not exist.
   */
  Mono<Alert> visible(String id, String organisation, String person) {
    return one(
        database
            .sql(
                COLUMNS
                    + """
                    , false as amends from alerts
                     where id = :id and controller = :controller and\s"""
                    + VISIBLE)
            .bind("id", id)
            .bind("controller", organisation)
            .bind("person", person));
  }

  /**
   * Whether there may be anything of an alert for somebody: they may see what their organisation
   * has of it, or it was put before them. Asked before anything of it is read, for the same reason.
   *
   * @param classes what the person is given
   */
  Mono<Boolean> concerns(
      String id, String organisation, String person, Collection<RecipientClass> classes) {
    return database
        .sql(
            """
            select exists (select from drafts where id = :id and controller = :controller and %s)
                or exists (select from deliveries
                            where object_id = :id and recipient = any(cast(:classes as text[]))) as concerns
            """
                .formatted(VISIBLE))
        .bind("id", id)
        .bind("controller", organisation)
        .bind("person", person)
        .bind("classes", classes.stream().map(RecipientClass::value).toArray(String[]::new))
        .map(row -> Columns.get(row, "concerns", Boolean.class))
        .one();
  }

  /** The amendment of an alert that stands. */
  Mono<Alert.Draft> amendment(String id) {
    return one(database
            .sql(COLUMNS + ", amends from drafts where id = :id and amends")
            .bind("id", id))
        .cast(Alert.Draft.class);
  }

  /**
   * An alert of which something was made.
   *
   * @param by the organisation that made it
   */
  record Made(String alert, String by) {}

  /**
   * Of what an edition is made: its parent, the one of which that was made, and so on to the first
   * that this port knows of.
   *
   * @param controller organisation whose edition it is
   */
  Mono<List<Made>> line(String parent, String controller) {
    return database
        .sql(
            """
            with recursive line (alert, made_by, depth) as (
              select cast(:parent as text), cast(:controller as text), 0
              union all
              select a.derived_from, a.controller, l.depth + 1
                from line l join alerts a on a.id = l.alert
               where a.derived_from is not null
            )
            select alert, made_by from line order by depth
            """)
        .bind("parent", parent)
        .bind("controller", controller)
        .map(
            row ->
                new Made(
                    Columns.get(row, "alert", String.class),
                    Columns.get(row, "made_by", String.class)))
        .all()
        .collectList();
  }

  /** The released editions of an alert, and theirs, each behind the one of which it was made. */
  Mono<List<String>> editions(String alert) {
    return database
        .sql(
            """
            with recursive made (id, depth) as (
              select id, 1 from alerts where derived_from = :alert and state = 'released'
              union all
              select a.id, m.depth + 1
                from made m join alerts a on a.derived_from = m.id
               where a.state = 'released'
            )
            select id from made order by depth, id
            """)
        .bind("alert", alert)
        .map(row -> Columns.get(row, "id", String.class))
        .all()
        .collectList();
  }

  /** Drafts of a controller that a person may see, newest first, before a place. */
  Mono<List<Numbered>> drafts(
      String state, String controller, String person, long before, int limit) {
    return page(", amends from drafts", state, controller, person, before, limit);
  }

  /** What a controller revoked and a person may see, newest first, before a place. */
  Mono<List<Numbered>> revoked(String controller, String person, long before, int limit) {
    return page(
        ", false as amends from (select * from alerts where state = 'revoked') as taken_back",
        "revoked",
        controller,
        person,
        before,
        limit);
  }

  private Mono<List<Numbered>> page(
      String from, String state, String controller, String person, long before, int limit) {
    Mono<List<Numbered>> found =
        database
            .sql(
                COLUMNS
                    + from
                    + " where state = :state and controller = :controller and number < :before and "
                    + VISIBLE
                    + " order by number desc limit :limit")
            .bind("state", state)
            .bind("controller", controller)
            .bind("before", before)
            .bind("person", person)
            .bind("limit", limit)
            .map(this::numbered)
            .all()
            .collectList();
    return Traces.silentOver(found, page -> page.stream().anyMatch(Alerts::namedPersonsOnly));
  }

  private Mono<Alert> one(DatabaseClient.GenericExecuteSpec query) {
    return Traces.silentOver(query.map(this::numbered).one(), Alerts::namedPersonsOnly)
        .map(Numbered::alert);
  }

  private static boolean namedPersonsOnly(Numbered read) {
    return read.alert().content().namedPersonsOnly();
  }

  /**
   * Releases a draft: state, object and deliveries in one statement. Of two that try at once the
   * second waits for the first, finds no draft any more, and writes nothing.
   *
   * @return whether it was this call that released it
   */
  Mono<Boolean> release(
      StixAlert object,
      StoredObject.Parts signed,
      Alert.Author by,
      Collection<RecipientClass> recipients) {
    return Mono.deferContextual(
        context ->
            release(
                object, signed, by, recipients, TraceHandedOn.with(object.markings(), context)));
  }

  private Mono<Boolean> release(
      StixAlert object,
      StoredObject.Parts signed,
      Alert.Author by,
      Collection<RecipientClass> recipients,
      String trace) {
    return database
        .sql(
            """
            with released as (
              update alerts
                 set state = 'released', modified = :modified,
                     released_by_person = :person, released_by_organisation = :organisation
               where id = :id and version = :version and state in ('draft', 'in-review')
                 and drafted_by_person <> :person and not (:person = any (edited_by))
              returning id
            ), stored as (
              insert into object_versions
                (id, modified, version, origin, controller, jws_header, payload, jws_signature, trace)
              select id, :modified, :version, :origin, :controller, :header, :payload, :signature, :trace
                from released
              returning id
            )
            insert into deliveries (recipient, object_id, modified)
            select r.recipient, stored.id, :modified
              from stored cross join unnest(cast(:recipients as text[])) as r (recipient)
            """)
        .bind("modified", object.modified().atOffset(ZoneOffset.UTC))
        .bind("person", by.person())
        .bind("organisation", by.organisation())
        .bind("id", object.id())
        .bind("version", object.version())
        .bind("origin", object.origin())
        .bind("controller", object.controller())
        .bind("header", signed.header())
        .bind("payload", signed.payload())
        .bind("signature", signed.signature())
        .bind("trace", trace)
        .bind("recipients", recipients.stream().map(RecipientClass::value).toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  private Numbered numbered(Readable row) {
    String id = Columns.get(row, "id", String.class);
    int version = Columns.get(row, "version", Integer.class);
    String controller = Columns.get(row, "controller", String.class);
    AlertContent content =
        DraftForm.kept(
            json.readValue(Columns.get(row, "content", String.class), DraftRequest.class));
    Instant created = Columns.instant(row, "created");
    Instant modified = Columns.instant(row, "modified");
    var author =
        new Alert.Author(
            Columns.get(row, "drafted_by_person", String.class),
            Columns.get(row, "drafted_by_organisation", String.class));
    Set<String> writers =
        Stream.concat(
                Stream.of(author.person()),
                Arrays.stream(Columns.get(row, "edited_by", String[].class)))
            .collect(Collectors.toUnmodifiableSet());
    Optional<String> derived = Optional.ofNullable(row.get("derived_from", String.class));
    String state = Columns.get(row, "state", String.class);
    Alert alert =
        switch (state) {
          case "released" ->
              new Alert.Released(
                  id, version, controller, content, created, author, writers, derived);
          case "revoked" ->
              new Alert.Revoked(id, version, controller, content, author, writers, derived);
          default ->
              new Alert.Draft(
                  id,
                  version,
                  controller,
                  content,
                  created,
                  modified,
                  author,
                  writers,
                  derived,
                  state.equals("in-review"),
                  Columns.get(row, "amends", Boolean.class));
        };
    return new Numbered(Columns.get(row, "number", Long.class), alert);
  }
}
