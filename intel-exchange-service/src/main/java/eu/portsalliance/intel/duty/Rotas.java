package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rotas of the organisations of this port. */
@Component
class Rotas {

  private static final TypeReference<List<Rota.Shift>> SHIFTS = new TypeReference<>() {};

  private final DatabaseClient database;
  private final JsonMapper json;
  private final Locode self;

  Rotas(DatabaseClient database, JsonMapper json, Locode self) {
    this.database = database;
    this.json = json;
    this.self = self;
  }

  /**
   * A plan that waits for a second officer.
   *
   * @param before the plan in force when it was proposed
   * @param by who proposed it
   */
  record Change(UUID id, Rota rota, Rota before, String by, Instant at) {}

  /** The rota of an organisation; one without shifts where none was written. */
  Mono<Rota> of(String organisation) {
    return database
        .sql(
            """
            select zone, cast(shifts as text) as shifts from duty_rota
             where organisation = :organisation
            """)
        .bind("organisation", organisation)
        .map(row -> rota(row, "zone", "shifts"))
        .one()
        .defaultIfEmpty(Rota.NONE);
  }

  /** Puts a plan in the place of another; false when that one is no longer in force. */
  Mono<Boolean> put(String organisation, Rota before, Rota rota, Instant now) {
    return database
        .sql(
            """
            insert into duty_rota as r (organisation, zone, shifts, changed_at)
            values (:organisation, :zone, cast(:shifts as jsonb), :now)
            on conflict (organisation) do update set
              zone = excluded.zone, shifts = excluded.shifts, changed_at = excluded.changed_at
              where r.zone = :zone_before and r.shifts = cast(:shifts_before as jsonb)
            """)
        .bind("organisation", organisation)
        .bind("zone", rota.zone())
        .bind("shifts", json.writeValueAsString(rota.shifts()))
        .bind("zone_before", before.zone())
        .bind("shifts_before", json.writeValueAsString(before.shifts()))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** The plan of an organisation that waits; empty when none does. */
  Mono<Change> waiting(String organisation) {
    return database
        .sql(
            """
            select id, zone, cast(shifts as text) as shifts, zone_before, cast(shifts_before as text) as shifts_before,
                   proposed_by, proposed_at
              from duty_rota_change where organisation = :organisation and ended_at is null
            """)
        .bind("organisation", organisation)
        .map(
            row ->
                new Change(
                    Columns.get(row, "id", UUID.class),
                    rota(row, "zone", "shifts"),
                    rota(row, "zone_before", "shifts_before"),
                    Columns.get(row, "proposed_by", String.class),
                    Columns.instant(row, "proposed_at")))
        .one();
  }

  /** Lets a plan wait, with a notice to those of the plan in force. */
  Mono<Void> propose(String organisation, Change change) {
    return database
        .sql(
            """
            with change as (
              insert into duty_rota_change
                (id, organisation, zone, shifts, zone_before, shifts_before, proposed_by, proposed_at)
              values (:id, :organisation, :zone, cast(:shifts as jsonb), :zone_before, cast(:shifts_before as jsonb),
                      :by, :at)
              returning id, organisation, proposed_at)
            insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, quiet)
            select gen_random_uuid(), organisation, 'rota-change', cast(id as text), :self, cast(id as text),
                   proposed_at, proposed_at, false
              from change
            """)
        .bind("id", change.id())
        .bind("organisation", organisation)
        .bind("zone", change.rota().zone())
        .bind("shifts", json.writeValueAsString(change.rota().shifts()))
        .bind("zone_before", change.before().zone())
        .bind("shifts_before", json.writeValueAsString(change.before().shifts()))
        .bind("by", change.by())
        .bind("at", change.at().atOffset(ZoneOffset.UTC))
        .bind("self", self.value())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Drops what waits. */
  Mono<Void> drop(String organisation, Instant now) {
    return database
        .sql(
            """
            update duty_rota_change set ended_at = :now
             where organisation = :organisation and ended_at is null
            """)
        .bind("organisation", organisation)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Ends what waits by somebody else's yes; false when it waits no longer. */
  Mono<Boolean> confirm(UUID change, String person, Instant now) {
    return database
        .sql(
            """
            update duty_rota_change set ended_at = :now, confirmed_by = :person
             where id = :id and ended_at is null and proposed_by <> :person
            """)
        .bind("id", change)
        .bind("person", person)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .map(rows -> rows == 1);
  }

  /** The plan that was in force when a change was proposed. */
  Mono<Rota> before(UUID change) {
    return database
        .sql(
            """
            select zone_before, cast(shifts_before as text) as shifts_before
              from duty_rota_change where id = :id
            """)
        .bind("id", change)
        .map(row -> rota(row, "zone_before", "shifts_before"))
        .one()
        .defaultIfEmpty(Rota.NONE);
  }

  private Rota rota(Readable row, String zone, String shifts) {
    return new Rota(
        Columns.get(row, zone, String.class),
        json.readValue(Columns.get(row, shifts, String.class), SHIFTS));
  }
}
