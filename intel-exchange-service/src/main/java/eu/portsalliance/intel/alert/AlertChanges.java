package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.stix.StixAlert;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes alerts of this port, each in the version that somebody read. Every change is one
 * statement with its act: of two that come at once the second finds another version and does
 * nothing.
 */
@Component
class AlertChanges {

  private final DatabaseClient database;
  private final JsonMapper json;

  AlertChanges(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** A revocation that waits for its second person. */
  record Revocation(int version, String reason, Alert.Author by, Instant at) {}

  /** Writes on a draft; one that was in review is a draft again. */
  Mono<Boolean> edit(Alert.Draft draft, DraftRequest content, Alert.Author by, Instant now) {
    return write(draft, "cast(:content as jsonb)", content, by, now);
  }

  /** Changes what is attached to a draft and nothing else of it. */
  Mono<Boolean> attach(
      Alert.Draft draft, List<StixAlert.Attachment> attached, Alert.Author by, Instant now) {
    return write(
        draft, "content || cast(:content as jsonb)", Map.of("attachments", attached), by, now);
  }

  private Mono<Boolean> write(
      Alert.Draft draft, String expression, Object content, Alert.Author by, Instant now) {
    return done(
        database
            .sql(
                """
                with done as (
                  update %s
                     set version = version + 1, content = %s, modified = :now, state = 'draft',
                         edited_by = case when :person = any (edited_by) or drafted_by_person = :person
                                          then edited_by else edited_by || cast(:person as text) end
                   where id = :id and version = :version and state in ('draft', 'in-review')
                  returning id, version
                )
                insert into alert_acts (id, act, version, at, person, organisation)
                select id, 'edited', version, :now, :person, :organisation from done
                """
                    .formatted(table(draft), expression))
            .bind("content", json.writeValueAsString(content)),
        draft,
        by,
        now);
  }

  /** Begins the next version of an alert that stands; only one is under way at a time. */
  Mono<Boolean> begin(Alert.Released standing, DraftRequest content, Alert.Author by, Instant now) {
    return done(
        database
            .sql(
                """
                with done as (
                  insert into amendments (id, version, state, content, modified, drafted_by_person,
                                          drafted_by_organisation)
                  select id, version + 1, 'draft', cast(:content as jsonb), :now, :person, :organisation
                    from alerts where id = :id and version = :version and state = 'released'
                  on conflict (id) do nothing
                  returning id, version
                )
                insert into alert_acts (id, act, version, at, person, organisation)
                select id, 'drafted', version, :now, :person, :organisation from done
                """)
            .bind("content", json.writeValueAsString(content)),
        standing,
        by,
        now);
  }

  /** Gives a draft to the second person. */
  Mono<Boolean> review(Alert.Draft draft, Alert.Author by, Instant now) {
    return done(
        database.sql(
            """
            with done as (
              update %s set state = 'in-review' where id = :id and version = :version and state = 'draft'
              returning id, version
            )
            insert into alert_acts (id, act, version, at, person, organisation)
            select id, 'sent-to-review', version, :now, :person, :organisation from done
            """
                .formatted(table(draft))),
        draft,
        by,
        now);
  }

  /**
   * Puts an amendment in the place of the version that stands; who wrote and released that one is
   * kept among the acts.
   */
  Mono<Boolean> amend(Alert.Draft amendment, int standing, Alert.Author by, Instant now) {
    return done(
        database
            .sql(
                """
                with kept as (
                  insert into alert_acts (id, act, version, at, person, organisation)
                  select id, 'released', version, modified, released_by_person, released_by_organisation
                    from alerts where id = :id and state = 'released' and version = :standing
                  union all
                  select id, 'drafted', 1, created, drafted_by_person, drafted_by_organisation
                    from alerts a where id = :id and not exists (
                      select from alert_acts d where d.id = a.id and d.act = 'drafted' and d.version = 1)
                ), taken as (
                  delete from amendments where id = :id and version = :version returning *
                )
                update alerts a
                   set version = taken.version, content = taken.content, modified = :now,
                       drafted_by_person = taken.drafted_by_person,
                       drafted_by_organisation = taken.drafted_by_organisation, edited_by = taken.edited_by,
                       released_by_person = :person, released_by_organisation = :organisation
                  from taken
                 where a.id = taken.id and a.state = 'released' and a.version = :standing
                   and taken.drafted_by_person <> :person and not (:person = any (taken.edited_by))
                """)
            .bind("standing", standing),
        amendment,
        by,
        now);
  }

  /** Proposes to revoke; one proposal is under way at a time. */
  Mono<Boolean> propose(Alert.Released standing, String reason, Alert.Author by, Instant now) {
    return done(
        database
            .sql(
                """
                with done as (
                  insert into revocations (id, version, reason, proposed_by_person, proposed_by_organisation, proposed_at)
                  select id, version, :reason, :person, :organisation, :now
                    from alerts where id = :id and version = :version and state = 'released'
                  on conflict (id) do nothing
                  returning id, version
                )
                insert into alert_acts (id, act, version, at, person, organisation, reason)
                select id, 'revocation-proposed', version, :now, :person, :organisation, :reason from done
                """)
            .bind("reason", reason),
        standing,
        by,
        now);
  }

  Mono<Revocation> revocation(String id) {
    return database
        .sql(
            """
            select version, reason, proposed_by_person, proposed_by_organisation, proposed_at
              from revocations where id = :id
            """)
        .bind("id", id)
        .map(
            row ->
                new Revocation(
                    Columns.get(row, "version", Integer.class),
                    Columns.get(row, "reason", String.class),
                    new Alert.Author(
                        Columns.get(row, "proposed_by_person", String.class),
                        Columns.get(row, "proposed_by_organisation", String.class)),
                    Columns.instant(row, "proposed_at")))
        .one();
  }

  Mono<Boolean> unpropose(Alert.Released standing, Alert.Author by, Instant now) {
    return done(
        database.sql(
            """
            with done as (
              delete from revocations where id = :id and version <= :version returning id, version
            )
            insert into alert_acts (id, act, version, at, person, organisation)
            select id, 'revocation-withdrawn', version, :now, :person, :organisation from done
            """),
        standing,
        by,
        now);
  }

  /** Revokes what was proposed for this version, by somebody else than who proposed it. */
  Mono<Boolean> revoke(Alert.Released standing, Alert.Author by, Instant now) {
    return done(
        database.sql(
            """
            with proposed as (
              delete from revocations
               where id = :id and version = :version and proposed_by_person <> :person
              returning id, reason
            ), dropped as (
              delete from amendments where id = :id
            ), done as (
              update alerts a set state = 'revoked' from proposed
               where a.id = proposed.id and a.version = :version and a.state = 'released'
              returning a.id, a.version, proposed.reason
            )
            insert into alert_acts (id, act, version, at, person, organisation, reason)
            select id, 'revoked', version, :now, :person, :organisation, reason from done
            """),
        standing,
        by,
        now);
  }

  /** Whether an edition's parent was revoked meanwhile. */
  Mono<Boolean> revoked(String parent) {
    return database
        .sql(
            """
            select exists (select from alerts where id = :id and state = 'revoked')
                or exists (select from object_versions o where o.id = :id and o.withdrawal
                              and not exists (select from object_versions n
                                               where n.id = o.id and n.modified > o.modified)) as gone
            """)
        .bind("id", parent)
        .map(row -> Columns.get(row, "gone", Boolean.class))
        .one();
  }

  private static String table(Alert.Draft draft) {
    return draft.amends() ? "amendments" : "alerts";
  }

  private static Mono<Boolean> done(
      DatabaseClient.GenericExecuteSpec statement, Alert alert, Alert.Author by, Instant now) {
    return statement
        .bind("id", alert.id())
        .bind("version", alert.version())
        .bind("person", by.person())
        .bind("organisation", by.organisation())
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }
}
