package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Columns;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

  Rotas(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The rota of an organisation; one without shifts where none was written. */
  Mono<Rota> of(String organisation) {
    return database
        .sql(
            """
            select zone, cast(shifts as text) as shifts from duty_rota
             where organisation = :organisation
            """)
        .bind("organisation", organisation)
        .map(
            row ->
                new Rota(
                    Columns.get(row, "zone", String.class),
                    json.readValue(Columns.get(row, "shifts", String.class), SHIFTS)))
        .one()
        .defaultIfEmpty(new Rota("Etc/UTC", List.of()));
  }

  Mono<Void> put(String organisation, Rota rota, Instant now) {
    return database
        .sql(
            """
            insert into duty_rota (organisation, zone, shifts, changed_at)
            values (:organisation, :zone, cast(:shifts as jsonb), :now)
            on conflict (organisation) do update set
              zone = excluded.zone, shifts = excluded.shifts, changed_at = excluded.changed_at
            """)
        .bind("organisation", organisation)
        .bind("zone", rota.zone())
        .bind("shifts", json.writeValueAsString(rota.shifts()))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }
}
