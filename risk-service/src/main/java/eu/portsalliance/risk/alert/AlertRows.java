package eu.portsalliance.risk.alert;

import eu.portsalliance.access.Columns;
import eu.portsalliance.risk.container.ContainerNumber;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** The tables of alerts and their markings. Many rows go in one statement. */
final class AlertRows {
  private final DatabaseClient database;

  AlertRows(DatabaseClient database) {
    this.database = database;
  }

  /**
   * An alert as it is written.
   *
   * @param markings their id; empty withdraws it and erases its content
   */
  record Row(Alert alert, Optional<Long> markings) {}

  /**
   * Writes alerts, new or in a newer version than is held; what is as new or older changes nothing.
   *
   * @param rows each id once
   * @return the boxes that those written are about, or were before
   */
  Mono<Set<String>> write(List<Row> rows, Instant now) {
    List<Named> named = rows.stream().flatMap(row -> Named.of(row).stream()).toList();
    return database
        .sql(
            """
            with kept as (
              insert into alert (id, modified, state, received, markings, valid_from, valid_until,
                                 title, legal_basis, one_journey, vessel, voyage, object,
                                 signed_by)
              select t.id, t.modified::timestamptz,
                     case when t.markings is null then 'withdrawn' else 'live' end, :now,
                     t.markings::bigint, t.since::timestamptz, t.until::timestamptz, t.title,
                     t.basis, t.one_journey, t.vessel, t.voyage, decode(t.object, 'base64'), t.signer
                from unnest(
                  :ids::text[], :modified::text[], :markings::text[], :since::text[],
                  :until::text[], :titles::text[], :bases::text[], :one_journey::boolean[],
                  :vessels::text[], :voyages::text[], :objects::text[], :signers::text[])
                  as t(id, modified, markings, since, until, title, basis, one_journey,
                       vessel, voyage, object, signer)
               order by t.id
              on conflict (id) do update set
                modified = excluded.modified, state = excluded.state, received = excluded.received,
                markings = excluded.markings, valid_from = excluded.valid_from,
                valid_until = excluded.valid_until, title = excluded.title,
                legal_basis = excluded.legal_basis,
                one_journey = excluded.one_journey, vessel = excluded.vessel,
                voyage = excluded.voyage,
                object = excluded.object, signed_by = excluded.signed_by
              where alert.modified < excluded.modified
              returning id),
            named as (
              select n.container, n.alert
                from unnest(:boxes::text[], :alerts::text[]) as n(container, alert)
                join kept on kept.id = n.alert),
            unmatched as (
              delete from alert_container c using kept
               where c.alert = kept.id
                 and not exists (select from named n
                                  where n.alert = c.alert and n.container = c.container)),
            matched as (
              insert into alert_container (container, alert) select container, alert from named
              on conflict do nothing)
            select container from named
            union
            select c.container from alert_container c join kept on kept.id = c.alert
            """)
        .bind("now", now)
        .bind("ids", column(rows, row -> row.alert().id()))
        .bind("modified", column(rows, row -> row.alert().modified().toString()))
        .bind("markings", column(rows, row -> row.markings().map(String::valueOf).orElse(null)))
        .bind("since", live(rows, alert -> alert.validFrom().toString()))
        .bind("until", live(rows, alert -> alert.validUntil().toString()))
        .bind("titles", live(rows, Alert::title))
        .bind("bases", live(rows, Alert::legalBasis))
        .bind(
            "one_journey",
            rows.stream().map(row -> row.alert().oneJourney()).toArray(Boolean[]::new))
        .bind("vessels", column(rows, row -> row.alert().carriage().vesselImo()))
        .bind(
            "voyages",
            column(rows, row -> row.alert().carriage().voyages().stream().findFirst().orElse(null)))
        .bind("objects", live(rows, alert -> Base64.getEncoder().encodeToString(alert.object())))
        .bind("signers", live(rows, Alert::signedBy))
        .bind("boxes", column(named, Named::box))
        .bind("alerts", column(named, Named::alert))
        .map(row -> Columns.get(row, "container", String.class))
        .all()
        .collect(Collectors.toSet());
  }

  /**
   * The ids of these markings, new or known.
   *
   * @return fewer than were asked for only when another transaction adds some now
   */
  Mono<Map<String, Long>> markings(Collection<String> documents) {
    List<String> distinct = List.copyOf(documents);
    return database
        .sql(
            """
            with wanted as (
              select w.digest, w.document
                from unnest(:digests::text[], :documents::text[]) as w(digest, document)),
            added as (
              insert into markings (digest, document)
              select digest, document::jsonb from wanted order by digest
              on conflict (digest) do nothing returning id, digest)
            select a.id, w.document from added a join wanted w on w.digest = a.digest
            union all
            select m.id, w.document from markings m join wanted w on w.digest = m.digest
            """)
        .bind("digests", column(distinct, Digests::sha256))
        .bind("documents", column(distinct, document -> document))
        .map(
            row ->
                Map.entry(
                    Columns.get(row, "document", String.class), Columns.get(row, "id", Long.class)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private record Named(String box, String alert) {
    static List<Named> of(Row row) {
      Set<ContainerNumber> boxes = row.markings().isEmpty() ? Set.of() : row.alert().containers();
      return boxes.stream().map(box -> new Named(box.value(), row.alert().id())).toList();
    }
  }

  private static @Nullable String[] live(List<Row> rows, Function<Alert, String> column) {
    return column(rows, row -> row.markings().isPresent() ? column.apply(row.alert()) : null);
  }

  private static <T> @Nullable String[] column(List<T> rows, Function<T, @Nullable String> column) {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return values;
  }
}
