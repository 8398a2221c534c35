package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.Markings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes later versions of what this port released, and takes back what was given. Every act is
 * part of the transaction that stands; the first release is written by its own one statement.
 */
@Component
public class Publications {

  private final DatabaseClient database;

  Publications(DatabaseClient database) {
    this.database = database;
  }

  /** A signed version as it is stored. */
  public record Version(
      String id,
      Instant modified,
      int version,
      String origin,
      String controller,
      boolean withdrawal,
      StoredObject.Parts signed) {}

  /** The classes that hold any version of an object and have not lost it. */
  public Mono<Set<RecipientClass>> holders(String id) {
    return database
        .sql(
            """
            select h.recipient from delivery_heads h
             where exists (select from deliveries d
                            where d.recipient = h.recipient and d.object_id = :id and not d.withdrawn offset 0)
            union
            select p.recipient from deliveries p where p.seq is null and p.object_id = :id and not p.withdrawn
            """)
        .bind("id", id)
        .map(row -> new RecipientClass(Columns.get(row, "recipient", String.class)))
        .all()
        .collect(Collectors.toSet());
  }

  /** Stores a version, so marked, and puts it before some classes. */
  public Mono<Void> publish(
      Version version, Markings markings, Collection<RecipientClass> recipients) {
    return Mono.deferContextual(context -> store(version, TraceHandedOn.with(markings, context)))
        .then(deliver(version, recipients, false));
  }

  /**
   * Takes an object back from classes that held it: peers and services are given the signed
   * withdrawal, people of this port are told the id; what they were given before is theirs no more.
   */
  public Mono<Void> withdraw(Version withdrawal, Set<RecipientClass> lost) {
    List<RecipientClass> elsewhere = lost.stream().filter(RecipientClass::pulls).toList();
    List<RecipientClass> here = lost.stream().filter(held -> !held.pulls()).toList();
    return database
        .sql(
            """
            update deliveries set withdrawn = true
             where object_id = :id and recipient = any(:lost)
            """)
        .bind("id", withdrawal.id())
        .bind("lost", lost.stream().map(RecipientClass::value).toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then(store(withdrawal, ""))
        .then(deliver(withdrawal, elsewhere, false))
        .then(deliver(withdrawal, here, true));
  }

  /**
   * Takes a version that has ended from classes that held it, and signs nothing: each port sees the
   * end by itself. As with an amendment this stands before the version, which is the newest still
   * for whoever keeps it.
   */
  public Mono<Void> end(String id, Instant modified, Set<RecipientClass> lost) {
    return database
        .sql(
            """
            with taken as (
              update deliveries set withdrawn = true where object_id = :id and recipient = any(:lost)
            ), ended as (
              insert into object_versions
                (id, modified, version, origin, controller, jws_header, payload, jws_signature, withdrawal)
              select o.id, o.modified - interval '1 microsecond', o.version, o.origin, o.controller, '', '', '', true
                from object_versions o where o.id = :id and o.modified = :modified
              on conflict do nothing
            )
            insert into deliveries (recipient, object_id, modified, withdrawn)
            select r.recipient, :id, cast(:modified as timestamptz) - interval '1 microsecond', true
              from unnest(cast(:lost as text[])) as r (recipient)
            on conflict do nothing
            """)
        .bind("id", id)
        .bind("modified", modified.atOffset(ZoneOffset.UTC))
        .bind("lost", lost.stream().map(RecipientClass::value).toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> store(Version version, String trace) {
    return database
        .sql(
            """
            insert into object_versions
              (id, modified, version, origin, controller, jws_header, payload, jws_signature, withdrawal, trace)
            values (:id, :modified, :version, :origin, :controller, :header, :payload, :signature, :withdrawal, :trace)
            """)
        .bind("id", version.id())
        .bind("modified", version.modified().atOffset(ZoneOffset.UTC))
        .bind("version", version.version())
        .bind("origin", version.origin())
        .bind("controller", version.controller())
        .bind("header", version.signed().header())
        .bind("payload", version.signed().payload())
        .bind("signature", version.signed().signature())
        .bind("withdrawal", version.withdrawal())
        .bind("trace", trace)
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> deliver(
      Version version, Collection<RecipientClass> recipients, boolean withdrawn) {
    return Flux.fromIterable(recipients)
        .map(RecipientClass::value)
        .collectList()
        .filter(names -> !names.isEmpty())
        .flatMap(
            names ->
                database
                    .sql(
                        """
                        insert into deliveries (recipient, object_id, modified, withdrawn)
                        select r.recipient, :id, :modified, :withdrawn
                          from unnest(cast(:recipients as text[])) as r (recipient)
                        """)
                    .bind("id", version.id())
                    .bind("modified", version.modified().atOffset(ZoneOffset.UTC))
                    .bind("withdrawn", withdrawn)
                    .bind("recipients", names.toArray(String[]::new))
                    .fetch()
                    .rowsUpdated())
        .then();
  }
}
