package eu.portsalliance.intel.search;

import eu.portsalliance.access.Caller;
import eu.portsalliance.access.Columns;
import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.HandlingCode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.delivery.RecipientClass;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the index. It gives what was put before the caller's classes; the policy comes after. */
@Component
class AlertIndex {

  /** How this version is set aside for a person: by their organisation, or by themselves alone. */
  private static final String SET_ASIDE =
      """
      from alert_disposition w
       where w.object_id = i.object_id and w.modified = i.modified and w.organisation = :organisation
         and (w.until > :now or w.state = 'not-ours' and (w.confirmed_by is not null or w.person = :person))
      """;

  private static final String OF =
      """
      select i.object_id, i.place, i.kind, i.tlp, i.audience, i.persons, i.handling_code, i.action_on, i.regime,
             i.controller, i.origin, coalesce((select w.state
      """
          + SET_ASIDE
          + """
             ), 'open') as disposition,
             exists (select from acceptances a
                      where a.object_id = i.object_id and a.modified = i.modified and a.person = :person) as accepted
      """;

  /**
   * Of the newest alerts, whoever's they are, those that match: read in the order in which they are
   * shown, so that what most readers look for is found after a few pages of the index.
   */
  private static final String RECENT =
      OF
          + """
              from (select * from alert_index l where l.place < :before order by l.place desc limit :depth) i
             where %s order by i.place desc limit :limit
            """;

  /**
   * Of all that the reader has, those that match: the one index over readers, terms and words goes
   * from the rarest of them to the others. What it finds is collected before it is put in order;
   * else a plan that is made once would read the whole table in that order instead.
   */
  private static final String ALL =
      """
      with hits as materialized (select i.place from alert_index i where i.place < :before and %s)
      """
          + OF
          + """
              from (select place from hits order by place desc limit :limit) h
              join alert_index i on i.place = h.place
             order by i.place desc
            """;

  /** As many of the newest are looked through before all are. */
  private static final int DEPTH = 4_000;

  private static final String SHARING =
      "select s.indicator, n.*\n"
          + " from unnest(cast(:indicators as text[]), cast(:befores as bigint[])) as s (indicator, before)\n"
          + " cross join lateral (\n"
          + OF
          + """
               from (select * from alert_index l
                      where l.terms @> array[s.indicator] and l.recipients && cast(:classes as text[])
                        and l.valid_until > :now and l.object_id <> :id and l.place < s.before
                     offset 0) i
              order by i.place desc limit :limit) n
            """;

  private final DatabaseClient database;

  AlertIndex(DatabaseClient database) {
    this.database = database;
  }

  /** An alert and the indicator by which it was found. */
  record Sharing(String indicator, Indexed alert) {}

  /** The newest that match, before a place. */
  Mono<List<Indexed>> find(
      Query query,
      Caller caller,
      Collection<RecipientClass> classes,
      long before,
      int limit,
      Instant now) {
    Map<String, Object> binds = new LinkedHashMap<>();
    String where = where(query, binds);
    binds.put("classes", names(classes));
    binds.put("before", before);
    binds.put("limit", limit);
    binds.put("person", caller.person().orElse(""));
    binds.put("organisation", caller.organisation());
    binds.put("now", now.atOffset(ZoneOffset.UTC));
    Mono<List<Indexed>> recent = rows(RECENT.formatted(where), binds, Map.of("depth", DEPTH));
    return recent.flatMap(
        found ->
            found.size() == limit ? Mono.just(found) : rows(ALL.formatted(where), binds, Map.of()));
  }

  private Mono<List<Indexed>> rows(
      String sql, Map<String, Object> binds, Map<String, Object> more) {
    return database
        .sql(sql)
        .bindValues(binds)
        .bindValues(more)
        .map(AlertIndex::indexed)
        .all()
        .collectList();
  }

  /**
   * Live alerts that share an indicator, the newest so many for each.
   *
   * @param befores by indicator the place before which to read
   */
  Mono<List<Sharing>> sharing(
      String id,
      Map<String, Long> befores,
      Caller caller,
      Collection<RecipientClass> classes,
      int limit,
      Instant now) {
    return database
        .sql(SHARING)
        .bind("indicators", befores.keySet().toArray(String[]::new))
        .bind("befores", befores.values().toArray(Long[]::new))
        .bind("classes", names(classes))
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .bind("id", id)
        .bind("person", caller.person().orElse(""))
        .bind("organisation", caller.organisation())
        .bind("limit", limit)
        .map(row -> new Sharing(Columns.get(row, "indicator", String.class), indexed(row)))
        .all()
        .collectList();
  }

  /** Fixed pieces, one for each part of the query that is there; values are bound. */
  private static String where(Query query, Map<String, Object> binds) {
    StringBuilder where = new StringBuilder("i.recipients && cast(:classes as text[])");
    query.words().ifPresent(v -> and(where, binds, WORDS, "words", v));
    List<String> terms = Terms.of(query);
    if (!terms.isEmpty()) {
      and(where, binds, "i.terms @> cast(:terms as text[])", "terms", terms.toArray(String[]::new));
    }
    query
        .indicator()
        .ifPresent(v -> and(where, binds, "i.terms && cast(:values as text[])", "values", keys(v)));
    query
        .from()
        .ifPresent(
            v -> and(where, binds, "i.modified >= :from", "from", v.atOffset(ZoneOffset.UTC)));
    query
        .until()
        .ifPresent(
            v -> and(where, binds, "i.modified < :until", "until", v.atOffset(ZoneOffset.UTC)));
    query
        .disposition()
        .ifPresent(
            v -> {
              switch (v) {
                case "open" ->
                    where.append(" and not exists (select ").append(SET_ASIDE).append(')');
                case "set-aside" ->
                    where.append(" and exists (select ").append(SET_ASIDE).append(')');
                default -> and(where, binds, SORTED, "disposition", v);
              }
            });
    return where.toString();
  }

  private static final String WORDS = "i.words @@ websearch_to_tsquery('simple', :words)";

  private static final String SORTED =
      """
      exists (select
      """
          + SET_ASIDE
          + " and w.state = :disposition)";

  private static void and(
      StringBuilder where, Map<String, Object> binds, String piece, String name, Object value) {
    where.append(" and ").append(piece);
    binds.put(name, value);
  }

  /** A value may be of any type. */
  private static String[] keys(String value) {
    return TYPES.stream().map(type -> Indicators.key(type, value)).toArray(String[]::new);
  }

  private static final List<String> TYPES =
      List.of(
          "container",
          "seal",
          "bill-of-lading",
          "vessel",
          "voyage",
          "eori",
          "haulier",
          "plate",
          "terminal",
          "lane",
          "hs-code");

  private static String[] names(Collection<RecipientClass> classes) {
    return classes.stream().map(RecipientClass::value).toArray(String[]::new);
  }

  private static Indexed indexed(Readable row) {
    return new Indexed(
        Columns.get(row, "object_id", String.class),
        Columns.get(row, "place", Long.class),
        Columns.get(row, "kind", String.class),
        Tlp.valueOf(Columns.get(row, "tlp", String.class)),
        List.of(Columns.get(row, "audience", String[].class)),
        List.of(Columns.get(row, "persons", String[].class)),
        HandlingCode.valueOf(Columns.get(row, "handling_code", String.class)),
        ActionOn.valueOf(Columns.get(row, "action_on", String.class)),
        Columns.get(row, "regime", String.class),
        Columns.get(row, "controller", String.class),
        Columns.get(row, "origin", String.class),
        Columns.get(row, "disposition", String.class),
        Columns.get(row, "accepted", Boolean.class));
  }
}
