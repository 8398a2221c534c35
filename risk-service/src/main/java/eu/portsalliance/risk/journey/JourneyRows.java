package eu.portsalliance.risk.journey;

import eu.portsalliance.access.Columns;
import eu.portsalliance.risk.container.ContainerNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The tables of boxes and journeys. */
@Component
class JourneyRows {
  private final DatabaseClient database;
  private final JsonMapper json;

  JourneyRows(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /**
   * A journey as it is written.
   *
   * @param findings what is odd about it, with the points of each
   * @param standDue when it will have stood too long, absent when it will not or already has
   * @param chance the last chance to control it, absent when nothing is known
   */
  record Row(
      Plan.Identified identified,
      List<Scored> findings,
      int base,
      @Nullable Instant standDue,
      @Nullable LastChance chance) {}

  /** A finding as it is stored: readers put it into words. */
  record Scored(String code, int points, Map<String, String> params) {}

  /**
   * Takes the locks of these boxes until the transaction ends, known or not. Both statements go
   * through the numbers in order, so two batches wait for each other and never in a circle.
   */
  Mono<Void> lock(Collection<ContainerNumber> numbers) {
    String[] sorted = numbers.stream().sorted().map(ContainerNumber::value).toArray(String[]::new);
    return database
        .sql(
            """
            insert into container (number)
            select n from unnest(:numbers::text[]) as n order by n
            on conflict (number) do nothing
            """)
        .bind("numbers", sorted)
        .fetch()
        .rowsUpdated()
        .thenMany(
            database
                .sql(
                    """
                    select number from container where number = any(:numbers::text[])
                     order by number for update
                    """)
                .bind("numbers", sorted)
                .map(row -> Columns.get(row, "number", String.class))
                .all())
        .then();
  }

  /** Those boxes, at most so many, that have stood too long since it was last looked. */
  Flux<ContainerNumber> standing(Instant now, int limit) {
    return database
        .sql(
            """
            select distinct container from journey
             where stand_due is not null and stand_due <= :now limit :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .map(row -> new ContainerNumber(Columns.get(row, "container", String.class)))
        .all();
  }

  /** Writes journeys, new or changed. */
  Mono<Long> upsert(List<Row> rows) {
    return database
        .sql(
            """
            insert into journey
              (id, container, state, opened, arrived, closed, stand_due, base, findings, last_code,
               last_classifier, last_at, last_offset, last_location, last_facility,
               chance_kind, chance_at, chance_offset, chance_place, vessels, voyages)
            select t.id::uuid, t.container, t.state, t.opened::timestamptz, t.arrived::timestamptz,
                   t.closed::timestamptz, t.stand_due::timestamptz, t.base, t.findings::jsonb,
                   t.last_code, t.last_classifier, t.last_at::timestamptz, t.last_offset,
                   t.last_location, t.last_facility, t.chance_kind, t.chance_at::timestamptz,
                   t.chance_offset::integer, t.chance_place, string_to_array(t.vessels, ' '),
                   string_to_array(t.voyages, ' ')
              from unnest(
                :ids::text[], :containers::text[], :states::text[], :opened::text[],
                :arrived::text[], :closed::text[], :due::text[], :base::integer[],
                :findings::text[], :codes::text[], :classifiers::text[], :at::text[],
                :offsets::integer[], :locations::text[], :facilities::text[],
                :chance_kinds::text[], :chance_at::text[], :chance_offsets::text[],
                :chance_places::text[], :vessels::text[], :voyages::text[])
                as t(id, container, state, opened, arrived, closed, stand_due, base, findings,
                     last_code, last_classifier, last_at, last_offset, last_location, last_facility,
                     chance_kind, chance_at, chance_offset, chance_place, vessels, voyages)
            on conflict (id) do update set
              state = excluded.state, opened = excluded.opened, arrived = excluded.arrived,
              closed = excluded.closed, stand_due = excluded.stand_due, base = excluded.base,
              findings = excluded.findings, last_code = excluded.last_code,
              last_classifier = excluded.last_classifier, last_at = excluded.last_at,
              last_offset = excluded.last_offset, last_location = excluded.last_location,
              last_facility = excluded.last_facility, chance_kind = excluded.chance_kind,
              chance_at = excluded.chance_at, chance_offset = excluded.chance_offset,
              chance_place = excluded.chance_place, vessels = excluded.vessels,
              voyages = excluded.voyages
            """)
        .bind("ids", column(rows, r -> r.identified().id().toString()))
        .bind("containers", column(rows, r -> r.identified().container().value()))
        .bind("states", journeys(rows, j -> state(j.state())))
        .bind("opened", journeys(rows, j -> j.opened().toString()))
        .bind("arrived", journeys(rows, j -> j.arrived().map(Instant::toString).orElse(null)))
        .bind("closed", journeys(rows, j -> j.closed().map(Instant::toString).orElse(null)))
        .bind("due", column(rows, r -> Objects.toString(r.standDue(), null)))
        .bind("base", rows.stream().map(Row::base).toArray(Integer[]::new))
        .bind("findings", column(rows, r -> json.writeValueAsString(r.findings())))
        .bind("codes", journeys(rows, j -> j.last().code().name()))
        .bind("classifiers", journeys(rows, j -> j.last().classifier().name()))
        .bind("at", journeys(rows, j -> j.last().at().toString()))
        .bind("offsets", offsets(rows))
        .bind("locations", journeys(rows, j -> j.last().place().location()))
        .bind("facilities", journeys(rows, j -> j.last().place().facility()))
        .bind("chance_kinds", chances(rows, c -> c.kind().label()))
        .bind("chance_at", chances(rows, c -> c.at().toInstant().toString()))
        .bind(
            "chance_offsets",
            chances(rows, c -> Integer.toString(c.at().getOffset().getTotalSeconds())))
        .bind("chance_places", chances(rows, c -> c.place().label()))
        .bind("vessels", journeys(rows, j -> String.join(" ", j.vessels())))
        .bind("voyages", journeys(rows, j -> String.join(" ", j.voyages())))
        .fetch()
        .rowsUpdated();
  }

  /** Removes journeys that have no events any more. */
  Mono<Long> delete(Collection<UUID> ids) {
    return database
        .sql("delete from journey where id = any(:ids::text[]::uuid[])")
        .bind("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
        .fetch()
        .rowsUpdated();
  }

  private static String state(Journey.State state) {
    return switch (state) {
      case EXPECTED -> "expected";
      case OPEN -> "open";
      case CLOSED -> "closed";
    };
  }

  private static Integer[] offsets(List<Row> rows) {
    return rows.stream()
        .map(r -> r.identified().journey().last().occurred().getOffset().getTotalSeconds())
        .toArray(Integer[]::new);
  }

  private static @Nullable String[] chances(List<Row> rows, Function<LastChance, String> column) {
    return column(rows, r -> r.chance() == null ? null : column.apply(r.chance()));
  }

  private static @Nullable String[] journeys(
      List<Row> rows, Function<Journey, @Nullable String> column) {
    return column(rows, r -> column.apply(r.identified().journey()));
  }

  private static @Nullable String[] column(List<Row> rows, Function<Row, @Nullable String> column) {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return values;
  }
}
