package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.risk.container.ContainerNumber;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Computes score and order for a class of reader, in one statement each and so from one state. */
@Component
class Rankings {
  /** The longest ranking that is given. */
  static final int LONGEST = 200;

  private static final TypeReference<List<StoredFinding>> FINDINGS = new TypeReference<>() {};
  private static final TypeReference<List<Hit>> HITS = new TypeReference<>() {};

  /** Those live alerts that count for the reader, box by box; a title only where it may be read. */
  private static final String HITS_SQL =
      """
      with view as (
        select v.markings, nullif(v.desk, '') as desk
          from unnest(:ids::text[]::bigint[], :desks::text[]) as v(markings, desk)),
      hit as materialized (
        select ac.container, a.id, a.markings, v.desk,
               case when v.desk is null then a.title end as title
          from view v
          join alert a on a.markings = v.markings and a.state = 'live'
           and a.valid_from <= :now and a.valid_until > :now
          join alert_container ac on ac.alert = a.id),
      added as (
        select container,
               :points * (count(*) filter (where desk is null) + count(distinct desk)) as points
          from hit group by container),
      """;

  /**
   * Alerts only ever add, so whatever belongs to the top stands among the top by findings alone or
   * among the boxes under an alert: nothing else is looked at.
   */
  private static final String TOP_SQL =
      """
      candidate as (
        (select id from journey where state <> 'closed' order by base desc, container limit :limit)
        union
        select j.id from added x join journey j on j.container = x.container
         where j.state <> 'closed'),
      """;

  private static final String ONE_SQL =
      """
      candidate as (
        select id from journey where container = :container order by opened desc limit 1),
      """;

  private static final String PAGE_SQL =
      """
      page as (
        select j.*, least(100, j.base + coalesce(x.points, 0)) as score
          from candidate c
          join journey j on j.id = c.id
          left join added x on x.container = j.container
         order by score desc, j.container limit :limit),
      told as (
        select h.container,
               json_agg(json_build_object('id', h.id, 'title', h.title, 'markings', h.markings)
                        order by h.id)::text as hits
          from hit h join page p on p.container = h.container group by h.container)
      select p.id, p.container, p.state, p.opened, p.arrived, p.closed, p.findings::text as findings,
             p.last_code, p.last_classifier, p.last_at, p.last_offset, p.last_location,
             p.last_facility, t.hits
        from page p left join told t on t.container = p.container
       order by p.score desc, p.container
      """;

  private final DatabaseClient database;
  private final Views views;
  private final Readers readers;
  private final JsonMapper json;
  private final Clock clock;

  Rankings(DatabaseClient database, Views views, Readers readers, JsonMapper json, Clock clock) {
    this.database = database;
    this.views = views;
    this.readers = readers;
    this.json = json;
    this.clock = clock;
  }

  /** A journey with its score. */
  record Scored(
      UUID id,
      ContainerNumber container,
      String state,
      Instant opened,
      Optional<Instant> arrived,
      Optional<Instant> closed,
      RankingEntry.LastEvent lastEvent,
      Score score) {}

  record StoredFinding(String code, int points, Map<String, String> params) {}

  private record Hit(String id, @Nullable String title, long markings) {}

  /** The first so many of the boxes that are here or coming. */
  Mono<List<RankingEntry>> top(Recipient reader, int limit) {
    return views
        .of(reader)
        .flatMapMany(
            view ->
                bound(HITS_SQL + TOP_SQL + PAGE_SQL, view, limit)
                    .map(row -> scored(row, view))
                    .all())
        .collectList()
        .map(Rankings::positions);
  }

  /** The newest journey of a box; empty when the port has none. */
  Mono<Scored> newest(Recipient reader, ContainerNumber container) {
    return views
        .of(reader)
        .flatMap(
            view ->
                bound(HITS_SQL + ONE_SQL + PAGE_SQL, view, 1)
                    .bind("container", container.value())
                    .map(row -> scored(row, view))
                    .one());
  }

  private DatabaseClient.GenericExecuteSpec bound(String sql, View view, int limit) {
    return database
        .sql(sql)
        .bind("ids", view.ids())
        .bind("desks", view.desks())
        .bind("now", clock.instant())
        .bind("points", Score.ALERT_POINTS)
        .bind("limit", limit);
  }

  private static List<RankingEntry> positions(List<Scored> scored) {
    List<RankingEntry> entries = new ArrayList<>();
    for (Scored one : scored) {
      entries.add(
          new RankingEntry(
              entries.size() + 1,
              one.container().value(),
              one.container().checkDigitValid(),
              one.score().value(),
              one.score().parts(),
              new RankingEntry.JourneySummary(one.id(), one.state(), one.lastEvent())));
    }
    return entries;
  }

  private Scored scored(Readable row, View view) {
    List<Part> parts = new ArrayList<>();
    for (StoredFinding f : json.readValue(Columns.get(row, "findings", String.class), FINDINGS)) {
      parts.add(
          new Part.OfFinding(
              f.code(),
              f.points(),
              FindingText.of(f.code(), f.params()),
              new LinkedHashMap<>(f.params())));
    }
    String hits = row.get("hits", String.class);
    if (hits != null) {
      parts.addAll(alerts(json.readValue(hits, HITS), view));
    }
    return new Scored(
        Columns.get(row, "id", UUID.class),
        new ContainerNumber(Columns.get(row, "container", String.class)),
        Columns.get(row, "state", String.class),
        Columns.instant(row, "opened"),
        instant(row, "arrived"),
        instant(row, "closed"),
        lastEvent(row),
        Score.of(parts));
  }

  private List<Part> alerts(List<Hit> hits, View view) {
    List<Part> parts = new ArrayList<>();
    TreeSet<String> desks = new TreeSet<>();
    for (Hit hit : hits) {
      View.Seen seen = Objects.requireNonNull(view.seen().get(hit.markings()));
      if (seen.desk().isEmpty()) {
        parts.add(
            new Part.OfAlert(
                seen.markings().actionOn().label(),
                Score.ALERT_POINTS,
                Objects.requireNonNullElse(hit.title(), ""),
                hit.id(),
                seen.markings().tlp().label(),
                seen.markings().origin()));
      } else {
        desks.add(seen.desk());
      }
    }
    for (String desk : desks) {
      parts.add(restricted(desk));
    }
    return parts;
  }

  /** How many alerts stand behind it is not told: one part for each desk. */
  private Part restricted(String locode) {
    Optional<Directory.Desk> desk = readers.desk(locode);
    return new Part.Restricted(
        Score.ALERT_POINTS,
        desk.map(Directory.Desk::name).orElse(locode),
        desk.map(Directory.Desk::contact).orElse(null));
  }

  private static RankingEntry.LastEvent lastEvent(Readable row) {
    int offset = Columns.get(row, "last_offset", Integer.class);
    return new RankingEntry.LastEvent(
        Columns.get(row, "last_code", String.class),
        Columns.get(row, "last_classifier", String.class),
        Columns.instant(row, "last_at").atOffset(ZoneOffset.ofTotalSeconds(offset)),
        Columns.get(row, "last_location", String.class),
        row.get("last_facility", String.class));
  }

  private static Optional<Instant> instant(Readable row, String column) {
    return Optional.ofNullable(row.get(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
