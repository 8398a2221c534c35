package eu.portsalliance.risk.ranking;

import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.Obligation;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.peers.Directory;
import eu.portsalliance.risk.container.ContainerNumber;
import eu.portsalliance.risk.journey.Meant;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Computes score and order for a class of reader, in one statement each and so from one state. */
@Component
class Rankings implements Looks {
  /** The longest ranking that is given. */
  static final int LONGEST = 200;

  private static final TypeReference<List<StoredFinding>> FINDINGS = new TypeReference<>() {};
  private static final TypeReference<List<Hit>> HITS = new TypeReference<>() {};

  /** What stands in an entry, with all live alerts on the box; the policy is asked for each. */
  private static final String ENTRY_SQL =
      """
      select j.id, j.container, j.state, j.opened, j.arrived, j.closed,
             j.findings::text as findings, j.last_code, j.last_classifier, j.last_at,
             j.last_offset, j.last_location, j.last_facility,
             j.chance_kind, j.chance_at, j.chance_offset, j.chance_place,
             (select json_agg(json_build_object('id', a.id, 'title', a.title,
                                                'markings', a.markings,
                                                'basis', a.legal_basis) order by a.id)::text
                from alert_container ac
                join alert a on a.id = ac.alert and a.state = 'live'
                 and a.valid_from <= :now and a.valid_until > :now
               where ac.container = j.container
      """
          + Meant.SQL
          + """
              ) as hits
      """;

  /**
   * Alerts only ever add, so whatever belongs to the top stands among the top by findings alone or
   * among the boxes under an alert: nothing else is looked at.
   */
  private static final String TOP_SQL =
      """
      with view as (
        select v.markings, nullif(v.desk, '') as desk
          from unnest(:ids::text[]::bigint[], :desks::text[]) as v(markings, desk)),
      added as (
        select j.id, j.container, j.base,
               :points * (count(*) filter (where v.desk is null) + count(distinct v.desk)) as points
          from view v
          join alert a on a.markings = v.markings and a.state = 'live'
           and a.valid_from <= :now and a.valid_until > :now
          join alert_container ac on ac.alert = a.id
          join journey j on j.container = ac.container and j.state <> 'closed'
      """
          + Meant.SQL
          + """
         group by j.id, j.container, j.base),
      candidate as (
        select x.id, x.container, least(100, x.base + x.points) as score
          from added x
        union all
        select b.id, b.container, b.base
          from (select id, container, base from journey
                 where state <> 'closed' order by base desc, container limit :limit) b
         where not exists (select from added x where x.id = b.id)),
      page as (
        select id, score from candidate order by score desc, container limit :limit)
      """
          + ENTRY_SQL
          + """
             from page p join journey j on j.id = p.id
            order by p.score desc, j.container
            """;

  private static final String SOME_SQL =
      ENTRY_SQL
          + """
            from journey j where j.container = any(:boxes::text[]) and j.state <> 'closed'
            """;

  private static final String NEWEST_SQL =
      ENTRY_SQL
          + """
            from journey j where j.container = :container order by j.opened desc limit 1
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
      RankingEntry.@Nullable LastChanceView clock,
      Score score) {}

  record StoredFinding(String code, int points, Map<String, String> params) {}

  private record Hit(String id, @Nullable String title, long markings, @Nullable String basis) {}

  /** A journey as it was found, before it is known what the reader may see of the alerts. */
  private record Found(Scored bare, List<Hit> hits) {
    Set<Long> markings() {
      return hits.stream().map(Hit::markings).collect(Collectors.toSet());
    }
  }

  /** The first so many of the boxes that are here or coming. */
  Mono<List<RankingEntry>> top(Recipient reader, int limit) {
    return head(reader, limit).map(Rankings::positions);
  }

  @Override
  public Mono<List<RankingEntry>> head(Recipient reader, int limit) {
    return views.of(reader).flatMap(view -> head(view, limit));
  }

  private Mono<List<RankingEntry>> head(View view, int limit) {
    return database
        .sql(TOP_SQL)
        .bind("ids", view.ids())
        .bind("desks", view.desks())
        .bind("now", clock.instant())
        .bind("points", Score.ALERT_POINTS)
        .bind("limit", limit)
        .map(this::found)
        .all()
        .map(found -> entry(scored(found, view)))
        .collectList();
  }

  @Override
  public Mono<List<RankingEntry>> of(Recipient reader, Collection<String> boxes) {
    return database
        .sql(SOME_SQL)
        .bind("now", clock.instant())
        .bind("boxes", boxes.toArray(String[]::new))
        .map(this::found)
        .all()
        .collectList()
        .flatMap(found -> scored(reader, found))
        .map(scored -> scored.stream().map(Rankings::entry).toList());
  }

  /** The newest journey of a box; empty when the port has none. */
  Mono<Scored> newest(Recipient reader, ContainerNumber container) {
    return database
        .sql(NEWEST_SQL)
        .bind("now", clock.instant())
        .bind("container", container.value())
        .map(this::found)
        .one()
        .flatMap(found -> scored(reader, List.of(found)))
        .map(List::getFirst);
  }

  private Mono<List<Scored>> scored(Recipient reader, List<Found> found) {
    Set<Long> markings =
        found.stream().flatMap(f -> f.markings().stream()).collect(Collectors.toSet());
    return views
        .of(reader, markings)
        .map(view -> found.stream().map(f -> scored(f, view)).toList());
  }

  private static List<RankingEntry> positions(List<RankingEntry> head) {
    List<RankingEntry> placed = new ArrayList<>(head.size());
    for (RankingEntry entry : head) {
      placed.add(entry.at(placed.size() + 1));
    }
    return placed;
  }

  private static RankingEntry entry(Scored one) {
    return new RankingEntry(
        0,
        one.container().value(),
        one.container().checkDigitValid(),
        one.score().value(),
        one.score().parts(),
        new RankingEntry.JourneySummary(one.id(), one.state(), one.lastEvent()),
        one.clock());
  }

  private Found found(Readable row) {
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
    return new Found(
        new Scored(
            Columns.get(row, "id", UUID.class),
            new ContainerNumber(Columns.get(row, "container", String.class)),
            Columns.get(row, "state", String.class),
            Columns.instant(row, "opened"),
            instant(row, "arrived"),
            instant(row, "closed"),
            lastEvent(row),
            chance(row),
            new Score(0, parts)),
        hits == null ? List.of() : json.readValue(hits, HITS));
  }

  private Scored scored(Found found, View view) {
    Scored bare = found.bare();
    List<Part> parts = new ArrayList<>(bare.score().parts());
    parts.addAll(alerts(found.hits(), view));
    return new Scored(
        bare.id(),
        bare.container(),
        bare.state(),
        bare.opened(),
        bare.arrived(),
        bare.closed(),
        bare.lastEvent(),
        bare.clock(),
        Score.of(parts));
  }

  private List<Part> alerts(List<Hit> hits, View view) {
    List<Part> parts = new ArrayList<>();
    TreeSet<String> desks = new TreeSet<>();
    for (Hit hit : hits) {
      View.Seen seen = view.seen().get(hit.markings());
      if (seen == null) {
        continue;
      }
      if (seen.desk().isEmpty()) {
        parts.add(reason(hit, seen));
      } else {
        desks.add(seen.desk());
      }
    }
    for (String desk : desks) {
      parts.add(restricted(desk));
    }
    return parts;
  }

  private static Part reason(Hit hit, View.Seen seen) {
    List<String> marks = new ArrayList<>();
    if (seen.obligations().contains(Obligation.MARK_NOT_IN_COURT)) {
      marks.add("not-in-court");
    }
    if (seen.obligations().contains(Obligation.MARK_NOT_ONWARD)) {
      marks.add("not-onward");
    }
    return new Part.OfAlert(
        seen.markings().actionOn().label(),
        Score.ALERT_POINTS,
        Objects.requireNonNullElse(hit.title(), ""),
        hit.id(),
        seen.markings().tlp().label(),
        seen.markings().origin(),
        marks,
        seen.obligations().contains(Obligation.RECORD_CROSSING)
            ? Optional.of(Objects.requireNonNullElse(hit.basis(), ""))
            : Optional.empty());
  }

  /** How many alerts stand behind it is not told: one part for each desk. */
  private Part restricted(String locode) {
    Optional<Directory.Desk> desk = readers.desk(locode);
    return new Part.Restricted(
        Score.ALERT_POINTS,
        desk.map(Directory.Desk::name).orElse(locode),
        desk.map(Directory.Desk::contact).orElse(null));
  }

  private static RankingEntry.@Nullable LastChanceView chance(Readable row) {
    String kind = row.get("chance_kind", String.class);
    if (kind == null) {
      return null;
    }
    int offset = Columns.get(row, "chance_offset", Integer.class);
    return new RankingEntry.LastChanceView(
        kind,
        Columns.instant(row, "chance_at").atOffset(ZoneOffset.ofTotalSeconds(offset)),
        Columns.get(row, "chance_place", String.class));
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
