package eu.portsalliance.intel.delivery;

import eu.portsalliance.access.Columns;
import eu.portsalliance.telemetry.Traces;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the delivery log: the only source of streams, hints, pulls and pages. A request that is
 * answered from it leaves no span where named persons alone may know of what was read.
 */
@Component
public class DeliveryLog {

  private static final String OBJECT =
      """
      d.recipient, d.seq, d.visible_at, d.pk, d.object_id, d.modified, d.withdrawn,
             v.jws_header, v.payload, v.jws_signature, v.withdrawal, v.trace, a.drafted_by_person, a.drafted_by_organisation, a.released_by_person, a.released_by_organisation
      """;

  /**
   * Looked up entry by entry: {@code offset 0} keeps a plan that is made once from reading whole
   * tables.
   */
  private static final String JOINS =
      """
        cross join lateral (
          select o.jws_header, o.payload, o.jws_signature, o.withdrawal, o.trace from object_versions o
           where o.id = d.object_id and o.modified = d.modified offset 0) v
        left join lateral (
          select l.drafted_by_person, l.drafted_by_organisation, l.released_by_person, l.released_by_organisation
            from alerts l
           where l.id = d.object_id and l.modified = d.modified and l.state = 'released' offset 0) a on true
      """;

  private static final String NEWEST =
      """
       and not exists (select from object_versions n
                        where n.id = l.object_id and n.modified > l.modified offset 0)
      """;

  private static final String AFTER =
      "select "
          + OBJECT
          + """
             from (select * from deliveries l
                    where l.recipient = :recipient and l.seq > :after
                    order by l.seq limit :limit) d
            """
          + JOINS
          + " order by d.seq";

  private static final String BEHIND =
      "select "
          + OBJECT
          + """
             from unnest(cast(:recipients as text[]), cast(:afters as bigint[])) as t (recipient, after)
             cross join lateral (
               select * from deliveries l
                where l.recipient = t.recipient and l.seq > t.after
                order by l.seq limit :limit) d
            """
          + JOINS
          + " order by d.recipient, d.seq";

  private static final String PAGE =
      "select "
          + OBJECT
          + """
             from unnest(cast(:recipients as text[])) as t (recipient)
             cross join lateral (
               select * from deliveries l
                where l.recipient = t.recipient and l.seq is not null and not l.withdrawn and l.pk < :before
            """
          + NEWEST
          + " order by l.pk desc limit :limit) d\n"
          + JOINS
          + " order by d.pk desc limit :limit";

  private static final String ONE = one(" and l.seq is not null");

  private static final String GIVEN = one("");

  private static final String THESE =
      "select "
          + OBJECT
          + """
             from unnest(cast(:ids as text[])) as t (id)
             cross join lateral (
               select * from deliveries l
                where l.recipient = any(cast(:recipients as text[])) and l.seq is not null and not l.withdrawn
                      and l.object_id = t.id
            """
          + NEWEST
          + " limit 1) d\n"
          + JOINS;

  /**
   * What stood before it was taken back, with its content where that stands still: the version that
   * this is said of, if it has one, and the one before it.
   */
  private static final String BEFORE =
      """
      select o.id as object_id, o.modified, o.jws_header, o.payload, o.jws_signature, o.withdrawal, o.trace,
             cast(null as text) as drafted_by_person
        from unnest(cast(:ids as text[]), cast(cast(:modified as text[]) as timestamptz[])) as t (id, modified)
       cross join lateral (
         select * from object_versions v
          where v.id = t.id and v.modified <= t.modified and not v.withdrawal and v.payload <> ''
          order by v.modified desc limit 2) o
      """;

  private static final String RELEASED_HERE =
      """
      select d.id as object_id, d.modified, d.jws_header, d.payload, d.jws_signature, d.withdrawal, d.trace,
             a.drafted_by_person, a.drafted_by_organisation, a.released_by_person, a.released_by_organisation
        from alerts a join object_versions d on d.id = a.id and d.modified = a.modified
       where a.id = :id and a.state in ('released', 'revoked')
      """;

  private final DatabaseClient database;

  DeliveryLog(DatabaseClient database) {
    this.database = database;
  }

  /**
   * An entry of a page.
   *
   * @param pk where the page stands with it
   * @param object the object in its newest version
   */
  public record Paged(long pk, StoredObject object) {}

  /** What a class was given after a number, in order. */
  public Mono<List<Delivered>> after(RecipientClass recipient, long after, int limit) {
    return database
        .sql(AFTER)
        .bind("recipient", recipient.value())
        .bind("after", after)
        .bind("limit", limit)
        .map(DeliveryLog::delivered)
        .all()
        .collectList();
  }

  /** The same for several classes in one round trip: number by class, at most so many of each. */
  Flux<Delivered> behind(Map<String, Long> afters, int limit) {
    String[] recipients = afters.keySet().toArray(String[]::new);
    Long[] numbers = new Long[recipients.length];
    for (int i = 0; i < recipients.length; i++) {
      numbers[i] = afters.getOrDefault(recipients[i], 0L);
    }
    return database
        .sql(BEHIND)
        .bind("recipients", recipients)
        .bind("afters", numbers)
        .bind("limit", limit)
        .map(DeliveryLog::delivered)
        .all();
  }

  /** The highest number of each class; absent where a class has none yet. */
  public Mono<Map<String, Long>> heads(Collection<String> recipients) {
    return database
        .sql("select recipient, seq from delivery_heads where recipient = any(:recipients)")
        .bind("recipients", recipients.toArray(String[]::new))
        .map(row -> Map.entry(Columns.get(row, "recipient", String.class), number(row, "seq")))
        .all()
        .collect(HashMap::new, (heads, head) -> heads.put(head.getKey(), head.getValue()));
  }

  /** Where whoever has read all of each class stands, in the order of the classes. */
  public Mono<List<Place>> ends(List<RecipientClass> recipients) {
    return database
        .sql(
            """
            select d.recipient, d.seq, d.visible_at
              from delivery_heads h join deliveries d on d.recipient = h.recipient and d.seq = h.seq
             where h.recipient = any(:recipients)
            """)
        .bind("recipients", names(recipients))
        .map(
            row ->
                Map.entry(
                    Columns.get(row, "recipient", String.class),
                    Place.at(number(row, "seq"), Columns.instant(row, "visible_at"))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(
            ends ->
                recipients.stream().map(r -> ends.getOrDefault(r.value(), Place.START)).toList());
  }

  /**
   * Whether a reader may go on from these places, one for each class: this log has them. After a
   * restore it may not.
   */
  public Mono<Boolean> has(List<RecipientClass> recipients, List<Place> places) {
    long begun = places.stream().filter(place -> place.seq() > 0).count();
    if (begun == 0) {
      return Mono.just(true);
    }
    return database
        .sql(
            """
            select count(*) as n
              from unnest(cast(:recipients as text[]), cast(:seqs as bigint[]), cast(cast(:moments as text[]) as timestamptz[]))
                   as p (recipient, seq, moment)
              join deliveries d on d.recipient = p.recipient and d.seq = p.seq and d.visible_at = p.moment
            """)
        .bind("recipients", names(recipients))
        .bind("seqs", places.stream().map(Place::seq).toArray(Long[]::new))
        .bind("moments", places.stream().map(p -> p.visibleAt().toString()).toArray(String[]::new))
        .map(row -> number(row, "n") == begun)
        .one();
  }

  /** The newest versions that any of the classes was given, newest first, before a place. */
  public Mono<List<Paged>> page(Collection<RecipientClass> recipients, long before, int limit) {
    return Traces.silentOver(
        database
            .sql(PAGE)
            .bind("recipients", names(recipients))
            .bind("before", before)
            .bind("limit", limit)
            .map(row -> new Paged(number(row, "pk"), object(row)))
            .all()
            .collectList(),
        found -> found.stream().map(Paged::object).anyMatch(StoredObject::namedPersonsOnly));
  }

  /** One object, if its newest version was given to any of the classes. */
  public Mono<StoredObject> one(Collection<RecipientClass> recipients, String id) {
    return one(database.sql(ONE).bind("recipients", names(recipients)).bind("id", id));
  }

  /** The same in the transaction that stands: also one that is not numbered yet. */
  public Mono<StoredObject> given(RecipientClass recipient, String id) {
    return one(database.sql(GIVEN).bind("recipients", names(List.of(recipient))).bind("id", id));
  }

  /** Those of some objects whose newest version was given to any of the classes, in no order. */
  public Mono<List<StoredObject>> these(
      Collection<RecipientClass> recipients, Collection<String> ids) {
    return all(
        database
            .sql(THESE)
            .bind("recipients", names(recipients))
            .bind("ids", ids.toArray(String[]::new)));
  }

  /**
   * What was last released at this port under an id, also before it is numbered or when revoked.
   */
  public Mono<StoredObject> releasedHere(String id) {
    return one(database.sql(RELEASED_HERE).bind("id", id));
  }

  /** The versions that stood before some were taken back, as far as their content is held here. */
  public Mono<List<StoredObject>> before(Collection<StoredObject> takenBack) {
    return all(
        database
            .sql(BEFORE)
            .bind("ids", takenBack.stream().map(StoredObject::id).toArray(String[]::new))
            .bind(
                "modified",
                takenBack.stream()
                    .map(object -> object.modified().toString())
                    .toArray(String[]::new)));
  }

  private static Mono<StoredObject> one(DatabaseClient.GenericExecuteSpec query) {
    return Traces.silentOver(query.map(DeliveryLog::object).one(), StoredObject::namedPersonsOnly);
  }

  private static Mono<List<StoredObject>> all(DatabaseClient.GenericExecuteSpec query) {
    return Traces.silentOver(
        query.map(DeliveryLog::object).all().collectList(),
        found -> found.stream().anyMatch(StoredObject::namedPersonsOnly));
  }

  private static String one(String numbered) {
    return "select "
        + OBJECT
        + """
           from (select * from deliveries l
                  where l.recipient = any(cast(:recipients as text[])) and not l.withdrawn
                    and l.object_id = :id
          """
        + numbered
        + NEWEST
        + " limit 1) d\n"
        + JOINS;
  }

  private static String[] names(Collection<RecipientClass> recipients) {
    return recipients.stream().map(RecipientClass::value).toArray(String[]::new);
  }

  private static Delivered delivered(Readable row) {
    return new Delivered(
        Columns.get(row, "recipient", String.class),
        Place.at(number(row, "seq"), Columns.instant(row, "visible_at")),
        object(row),
        Columns.get(row, "withdrawn", Boolean.class));
  }

  private static StoredObject object(Readable row) {
    return new StoredObject(
        Columns.get(row, "object_id", String.class),
        Columns.instant(row, "modified"),
        Columns.get(row, "jws_header", String.class),
        Columns.get(row, "payload", byte[].class),
        Columns.get(row, "jws_signature", String.class),
        Columns.get(row, "withdrawal", Boolean.class),
        acts(row),
        Columns.get(row, "trace", String.class));
  }

  private static Optional<StoredObject.Acts> acts(Readable row) {
    String drafted = row.get("drafted_by_person", String.class);
    return drafted == null
        ? Optional.empty()
        : Optional.of(
            new StoredObject.Acts(
                drafted,
                Columns.get(row, "drafted_by_organisation", String.class),
                Columns.get(row, "released_by_person", String.class),
                Columns.get(row, "released_by_organisation", String.class)));
  }

  private static long number(Readable row, String column) {
    return Columns.get(row, column, Long.class);
  }
}
