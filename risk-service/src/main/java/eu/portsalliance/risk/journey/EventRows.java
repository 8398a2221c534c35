package eu.portsalliance.risk.journey;

import eu.portsalliance.access.Columns;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.event.Carriage;
import eu.portsalliance.risk.event.Classifier;
import eu.portsalliance.risk.event.EquipmentCode;
import eu.portsalliance.risk.event.EquipmentEvent;
import eu.portsalliance.risk.event.EventKey;
import eu.portsalliance.risk.event.Place;
import eu.portsalliance.risk.event.Seal;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of equipment events. Many rows go in one statement, each column as one array. */
@Component
class EventRows {
  static final String COLUMNS =
      """
      e.sender, e.producer, e.event_id, e.container, e.journey, e.code, e.classifier, e.occurred,
      e.utc_offset, e.issued, e.location, e.facility, e.facility_list, e.mode, e.iso_code,
      e.empty_indicator, e.seals::text as seals, e.vessel, e.voyages
      """;

  private static final TypeReference<List<Seal>> SEALS = new TypeReference<>() {};

  private final DatabaseClient database;
  private final JsonMapper json;

  EventRows(DatabaseClient database, JsonMapper json) {
    this.database = database;
    this.json = json;
  }

  /** The digests of those of a sender's events that are kept already. */
  Mono<Map<EventKey, String>> digests(String sender, List<EventKey> keys) {
    return database
        .sql(
            """
            select e.producer, e.event_id, e.digest
              from unnest(:producers::text[], :ids::text[]) as k(producer, event_id)
              join equipment_event e
                on e.sender = :sender and e.producer = k.producer and e.event_id = k.event_id
             limit 5000
            """)
        .bind("producers", column(keys, EventKey::producer))
        .bind("ids", column(keys, EventKey::eventId))
        .bind("sender", sender)
        .map(
            row ->
                Map.entry(
                    new EventKey(
                        sender,
                        Columns.get(row, "producer", String.class),
                        Columns.get(row, "event_id", String.class)),
                    Columns.get(row, "digest", String.class)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /**
   * The events of every journey that can change when something happens to these boxes at or after
   * these times: from the last journey that had opened before. One that is only expected is no such
   * beginning: its forecasts may belong to the trip before, once that turns out to have gone on.
   *
   * @param containers one for each time
   */
  Flux<Plan.Placed> reachable(List<ContainerNumber> containers, List<Instant> since) {
    return database
        .sql(
            """
            with reach as (
              select b.container,
                     coalesce((select max(j.opened) from journey j
                                where j.container = b.container and j.opened < b.since
                                  and j.state <> 'expected'),
                              '-infinity'::timestamptz) as start
                from unnest(:containers::text[], :since::text[]::timestamptz[])
                     as b(container, since))
            select %s
              from reach r
              join journey j on j.container = r.container and j.opened >= r.start
              join equipment_event e on e.journey = j.id
            """
                .formatted(COLUMNS))
        .bind("containers", column(containers, ContainerNumber::value))
        .bind("since", column(since, Instant::toString))
        .map(row -> new Plan.Placed(event(row), Columns.get(row, "journey", UUID.class)))
        .all();
  }

  /** The events of one journey in no order, at most so many. */
  Flux<EquipmentEvent> ofJourney(UUID journey, int limit) {
    return database
        .sql(
            "select %s from equipment_event e where e.journey = :journey order by e.occurred limit :limit"
                .formatted(COLUMNS))
        .bind("journey", journey)
        .bind("limit", limit)
        .map(this::event)
        .all();
  }

  /** Adds events; emits how many were new, fewer than given when another batch was quicker. */
  Mono<Long> insert(List<Plan.Placed> placed, Instant received) {
    return database
        .sql(
            """
            insert into equipment_event
              (sender, producer, event_id, digest, container, journey, code, classifier, occurred,
               utc_offset, issued, location, facility, facility_list, mode, iso_code,
               empty_indicator, seals, vessel, voyages, received)
            select t.sender, t.producer, t.event_id, t.digest, t.container, t.journey::uuid, t.code,
                   t.classifier, t.occurred::timestamptz, t.utc_offset, t.issued::timestamptz,
                   t.location, t.facility, t.facility_list, t.mode, t.iso_code, t.empty_indicator,
                   t.seals::jsonb, t.vessel, string_to_array(t.voyages, ' '), :received
              from unnest(
                :senders::text[], :producers::text[], :ids::text[], :digests::text[],
                :containers::text[], :journeys::text[], :codes::text[], :classifiers::text[],
                :occurred::text[], :offsets::integer[], :issued::text[], :locations::text[],
                :facilities::text[], :lists::text[], :modes::text[], :iso_codes::text[],
                :empty::text[], :seals::text[], :vessels::text[], :voyages::text[])
                as t(sender, producer, event_id, digest, container, journey, code, classifier,
                     occurred, utc_offset, issued, location, facility, facility_list, mode,
                     iso_code, empty_indicator, seals, vessel, voyages)
            on conflict do nothing
            """)
        .bind("senders", each(placed, e -> e.key().sender()))
        .bind("producers", each(placed, e -> e.key().producer()))
        .bind("ids", each(placed, e -> e.key().eventId()))
        .bind("digests", each(placed, EquipmentEvent::digest))
        .bind("containers", each(placed, e -> e.container().value()))
        .bind("journeys", column(placed, p -> p.journey().toString()))
        .bind("codes", each(placed, e -> e.code().name()))
        .bind("classifiers", each(placed, e -> e.classifier().name()))
        .bind("occurred", each(placed, e -> e.at().toString()))
        .bind("offsets", offsets(placed))
        .bind("issued", each(placed, e -> Objects.toString(e.issued(), null)))
        .bind("locations", each(placed, e -> e.place().location()))
        .bind("facilities", each(placed, e -> e.place().facility()))
        .bind("lists", each(placed, e -> e.place().facilityList()))
        .bind("modes", each(placed, EquipmentEvent::mode))
        .bind("iso_codes", each(placed, EquipmentEvent::isoCode))
        .bind("empty", each(placed, EquipmentEvent::emptyIndicator))
        .bind("seals", each(placed, e -> json.writeValueAsString(e.seals())))
        .bind("vessels", each(placed, e -> e.carriage().vesselImo()))
        .bind("voyages", each(placed, e -> String.join(" ", e.carriage().voyages())))
        .bind("received", received)
        .fetch()
        .rowsUpdated();
  }

  /** Puts known events into other journeys. */
  Mono<Long> move(List<Plan.Placed> placed) {
    return database
        .sql(
            """
            update equipment_event e
               set journey = t.journey::uuid
              from unnest(:senders::text[], :producers::text[], :ids::text[], :journeys::text[])
                   as t(sender, producer, event_id, journey)
             where e.sender = t.sender and e.producer = t.producer and e.event_id = t.event_id
            """)
        .bind("senders", each(placed, e -> e.key().sender()))
        .bind("producers", each(placed, e -> e.key().producer()))
        .bind("ids", each(placed, e -> e.key().eventId()))
        .bind("journeys", column(placed, p -> p.journey().toString()))
        .fetch()
        .rowsUpdated();
  }

  private EquipmentEvent event(Readable row) {
    String seals = Columns.get(row, "seals", String.class);
    OffsetDateTime issued = row.get("issued", OffsetDateTime.class);
    int offset = Columns.get(row, "utc_offset", Integer.class);
    return new EquipmentEvent(
        new EventKey(
            Columns.get(row, "sender", String.class),
            Columns.get(row, "producer", String.class),
            Columns.get(row, "event_id", String.class)),
        new ContainerNumber(Columns.get(row, "container", String.class)),
        EquipmentCode.valueOf(Columns.get(row, "code", String.class)),
        Classifier.valueOf(Columns.get(row, "classifier", String.class)),
        Columns.instant(row, "occurred").atOffset(ZoneOffset.ofTotalSeconds(offset)),
        issued == null ? null : issued.toInstant(),
        new Place(
            Columns.get(row, "location", String.class),
            row.get("facility", String.class),
            row.get("facility_list", String.class)),
        row.get("mode", String.class),
        new Carriage(
            row.get("vessel", String.class), List.of(Columns.get(row, "voyages", String[].class))),
        row.get("iso_code", String.class),
        row.get("empty_indicator", String.class),
        seals.equals("[]") ? List.of() : json.readValue(seals, SEALS));
  }

  private static Integer[] offsets(List<Plan.Placed> placed) {
    return placed.stream()
        .map(p -> p.event().occurred().getOffset().getTotalSeconds())
        .toArray(Integer[]::new);
  }

  private static @Nullable String[] each(
      List<Plan.Placed> placed, Function<EquipmentEvent, @Nullable String> column) {
    return column(placed, p -> column.apply(p.event()));
  }

  private static <T> @Nullable String[] column(
      List<T> rows, Function<? super T, @Nullable String> column) {
    @Nullable String[] values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.apply(rows.get(i));
    }
    return values;
  }
}
