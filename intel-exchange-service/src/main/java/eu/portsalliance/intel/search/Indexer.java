package eu.portsalliance.intel.search;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.lease.Lease;
import eu.portsalliance.access.lease.Leases;
import eu.portsalliance.handling.Regime;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.delivery.RefusedContent;
import eu.portsalliance.intel.stix.StixAlert;
import eu.portsalliance.intel.stix.StixReader;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the index. What is due was noted in the transaction that put the alert before somebody, so
 * nothing is missed when a process dies; of several replicas one at a time writes.
 */
@Component
class Indexer implements SmartInitializingSingleton, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int BATCH = 200;
  private static final int MOST_BATCHES = 50;

  /** The newest version of what is due, and before whom it is. */
  private static final String DUE =
      """
      with due as (
        delete from alert_index_due
         where pk in (select pk from alert_index_due order by pk limit :batch)
        returning object_id
      )
      select d.object_id, v.modified, v.payload, r.recipients
        from (select distinct object_id from due) d
        left join lateral (
          select o.modified, o.payload from object_versions o
           where o.id = d.object_id order by o.modified desc limit 1) v on true
        left join lateral (
          select array_agg(l.recipient) as recipients from deliveries l
           where l.object_id = d.object_id and l.modified = v.modified and not l.withdrawn
             and (l.recipient = 'everyone' or l.recipient like 'organisation:%' or l.recipient like 'person:%')) r on true
       order by v.modified
      """;

  private static final String WRITE =
      """
      insert into alert_index as i
        (object_id, modified, place, kind, tlp, audience, persons, handling_code, action_on, regime,
         controller, origin, valid_until, terms, recipients, words)
      select n.id, n.modified, nextval('alert_index_place'), n.kind, n.tlp, n.audience, n.persons,
             n.handling_code, n.action_on, n.regime, n.controller, n.origin, n.valid_until, n.terms, n.recipients,
             to_tsvector('simple', n.text)
        from jsonb_to_recordset(cast(:rows as jsonb)) as n (
               id text, modified timestamptz, kind text, tlp text, audience text[], persons text[],
               handling_code text, action_on text, regime text, controller text, origin text,
               valid_until timestamptz, terms text[], recipients text[], text text)
      on conflict (object_id) do update
        set modified = excluded.modified, place = excluded.place, kind = excluded.kind,
            tlp = excluded.tlp, audience = excluded.audience, persons = excluded.persons,
            handling_code = excluded.handling_code, action_on = excluded.action_on, regime = excluded.regime,
            controller = excluded.controller, origin = excluded.origin, valid_until = excluded.valid_until,
            terms = excluded.terms, recipients = excluded.recipients, words = excluded.words
      """;

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final JsonMapper json;
  private final Collisions collisions;
  private final Lease lease;
  private Disposable running = Disposables.disposed();

  Indexer(
      DatabaseClient database,
      TransactionalOperator transaction,
      JsonMapper json,
      Collisions collisions,
      Leases leases) {
    this.database = database;
    this.transaction = transaction;
    this.json = json;
    this.collisions = collisions;
    this.lease = leases.lease("index");
  }

  /** A due alert; without a row where there is nothing to be found any more. */
  private record Due(String id, @Nullable Row row) {}

  /** What is written, by the names that {@code jsonb_to_recordset} reads. */
  private record Row(
      String id,
      Instant modified,
      String kind,
      String tlp,
      List<String> audience,
      List<String> persons,
      String handling_code,
      String action_on,
      String regime,
      String controller,
      String origin,
      Instant valid_until,
      List<String> terms,
      List<String> recipients,
      String text) {}

  @Override
  public void afterSingletonsInstantiated() {
    running =
        Flux.interval(PAUSE)
            .onBackpressureDrop()
            .concatMap(_ -> lease.guard(rounds()).onErrorResume(Indexer::told), 1)
            .subscribe();
  }

  @Override
  public void destroy() {
    running.dispose();
  }

  private static Mono<Long> told(Throwable failure) {
    LOG.warn("The index waits for its next round: {}", failure.toString());
    return Mono.empty();
  }

  /**
   * What the database refuses for what it says is set aside, and looked for by nobody: the reader
   * bounds what an index can take, so this is for what nobody thought of.
   */
  private static final String SET_ASIDE =
      """
      with refused as (
        delete from alert_index_due where pk = (select min(pk) from alert_index_due)
        returning object_id
      )
      delete from alert_index i using refused where i.object_id = refused.object_id
      """;

  /** Rounds until nothing is due; emits how many alerts the last one saw. */
  Mono<Long> rounds() {
    return round().repeat(MOST_BATCHES).takeUntil(seen -> seen == 0).last(0L);
  }

  private Mono<Long> round() {
    return round(BATCH).onErrorResume(RefusedContent::is, _ -> oneByOne());
  }

  private Mono<Long> round(int batch) {
    return inTurn(indexed(batch));
  }

  /** Of several replicas one at a time; emits zero for the others. */
  private Mono<Long> inTurn(Mono<Long> work) {
    return transaction
        .execute(_ -> mine().filter(granted -> granted).flatMap(_ -> work).defaultIfEmpty(0L))
        .single();
  }

  /** A batch that the database refuses, each by itself: one alert hides no other. */
  private Mono<Long> oneByOne() {
    return round(1)
        .onErrorResume(RefusedContent::is, _ -> inTurn(Mono.defer(this::setAside)))
        .repeat(BATCH - 1)
        .takeUntil(seen -> seen == 0)
        .reduce(0L, Long::sum);
  }

  private Mono<Long> setAside() {
    LOG.error("The database refuses to index an alert for what it says: it is found by nobody");
    return database.sql(SET_ASIDE).fetch().rowsUpdated().thenReturn(1L);
  }

  private Mono<Boolean> mine() {
    return database
        .sql("select pg_try_advisory_xact_lock(5276011801420093463) as granted")
        .map(row -> Columns.get(row, "granted", Boolean.class))
        .one();
  }

  private Mono<Long> indexed(int batch) {
    return database
        .sql(DUE)
        .bind("batch", batch)
        .map(Indexer::due)
        .all()
        .collectList()
        .filter(due -> !due.isEmpty())
        .flatMap(
            due ->
                forget(due)
                    .then(write(due))
                    .then(collisions.raise(due.stream().map(Due::id).toList()))
                    .thenReturn((long) due.size()));
  }

  private static Due due(Readable row) {
    String id = Columns.get(row, "object_id", String.class);
    byte[] payload = row.get("payload", byte[].class);
    String[] recipients = row.get("recipients", String[].class);
    if (payload == null || recipients == null) {
      return new Due(id, null);
    }
    return StixReader.read(payload) instanceof StixReader.Reading.Read read
            && read.alert().tlp() != Tlp.RED
        ? new Due(id, indexed(read.alert(), List.of(recipients)))
        : new Due(id, null);
  }

  private static Row indexed(StixAlert alert, List<String> recipients) {
    List<String> indicators = Indicators.of(alert);
    List<String> values = new ArrayList<>(List.of(alert.title(), alert.narrative()));
    indicators.forEach(indicator -> values.add(indicator.substring(indicator.indexOf(':') + 1)));
    return new Row(
        alert.id(),
        alert.modified(),
        plain(alert.kind()),
        alert.tlp().name(),
        plain(alert.audience()),
        plain(alert.persons()),
        alert.handlingCode().name(),
        alert.actionOn().name(),
        Regime.of(alert.regime()).map(Regime::name).orElse(""),
        plain(alert.controller()),
        plain(alert.origin()),
        alert.validUntil(),
        plain(Terms.of(alert, indicators)),
        recipients,
        plain(Plain.text(String.join("\n", values))));
  }

  /** PostgreSQL has no U+0000; a text of a peer that has it is found by what stands around it. */
  private static String plain(String text) {
    return text.replace('\0', ' ');
  }

  private static List<String> plain(List<String> texts) {
    return texts.stream().map(Indexer::plain).toList();
  }

  private Mono<Long> forget(List<Due> due) {
    return database
        .sql("delete from alert_index where object_id = any(:ids)")
        .bind(
            "ids",
            due.stream().filter(one -> one.row() == null).map(Due::id).toArray(String[]::new))
        .fetch()
        .rowsUpdated();
  }

  private Mono<Long> write(List<Due> due) {
    List<Row> rows = due.stream().map(Due::row).filter(Objects::nonNull).toList();
    return database.sql(WRITE).bind("rows", json.writeValueAsString(rows)).fetch().rowsUpdated();
  }
}
