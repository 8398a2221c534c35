package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.stix.StixAlert;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The alerts that people of this port wrote. */
@Component
class Alerts {

  private static final String COLUMNS =
      """
      select number, id, version, state, controller, cast(content as text) as content, created, modified,
             drafted_by_person, drafted_by_organisation
        from alerts
      """;

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
                                drafted_by_person, drafted_by_organisation)
            values (:id, :version, 'draft', :controller, cast(:content as jsonb), :created, :created,
                    :person, :organisation)
            """)
        .bind("id", draft.id())
        .bind("version", draft.version())
        .bind("controller", draft.controller())
        .bind("content", json.writeValueAsString(content))
        .bind("created", draft.created().atOffset(ZoneOffset.UTC))
        .bind("person", draft.draftedBy().person())
        .bind("organisation", draft.draftedBy().organisation())
        .fetch()
        .rowsUpdated()
        .then();
  }

  Mono<Alert> find(String id) {
    return database
        .sql(COLUMNS + " where id = :id")
        .bind("id", id)
        .map(this::numbered)
        .one()
        .map(Numbered::alert);
  }

  /** Drafts of a controller that a person may see, newest first, before a place. */
  Mono<List<Numbered>> drafts(String controller, String person, long before, int limit) {
    return database
        .sql(
            COLUMNS
                + """
                 where state = 'draft' and controller = :controller and number < :before
                   and ((content ->> 'tlp' <> 'RED' and content ->> 'actionOn' <> 'observe')
                        or drafted_by_person = :person
                        or content -> 'persons' @> to_jsonb(cast(:person as text)))
                 order by number desc limit :limit
                """)
        .bind("controller", controller)
        .bind("before", before)
        .bind("person", person)
        .bind("limit", limit)
        .map(this::numbered)
        .all()
        .collectList();
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
    return database
        .sql(
            """
            with released as (
              update alerts
                 set state = 'released', modified = :modified,
                     released_by_person = :person, released_by_organisation = :organisation
               where id = :id and version = :version and state = 'draft'
                 and drafted_by_person <> :person
              returning id
            ), stored as (
              insert into object_versions
                (id, modified, version, origin, controller, jws_header, payload, jws_signature)
              select id, :modified, :version, :origin, :controller, :header, :payload, :signature
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
    Alert alert =
        "draft".equals(Columns.get(row, "state", String.class))
            ? new Alert.Draft(id, version, controller, content, created, modified, author)
            : new Alert.Released(id, version, controller, content, author);
    return new Numbered(Columns.get(row, "number", Long.class), alert);
  }
}
