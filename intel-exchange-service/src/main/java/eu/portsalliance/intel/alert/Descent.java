package eu.portsalliance.intel.alert;

import eu.portsalliance.access.Columns;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends the editions of an alert with it, and theirs: what was made of an alert that is taken back
 * does not go on standing, nor what could not be made of it any more once it is amended. All of it
 * is part of the transaction that stands.
 */
@Component
public class Descent {

  private static final String TAKEN_BACK = "The alert of which it was an edition was taken back.";
  private static final String AMENDED =
      "The alert of which it was an edition was amended and no longer lets it be.";

  private final DatabaseClient database;
  private final Alerts alerts;
  private final Bounds bounds;
  private final DeliveryLog log;
  private final Publishing publishing;

  Descent(
      DatabaseClient database,
      Alerts alerts,
      Bounds bounds,
      DeliveryLog log,
      Publishing publishing) {
    this.database = database;
    this.alerts = alerts;
    this.bounds = bounds;
    this.log = log;
    this.publishing = publishing;
  }

  /** Somebody who did it: the two people of a revocation, or the port that took its alert back. */
  public record Hand(String act, String person, String organisation, Instant at) {}

  /** Records the end of one edition. */
  @FunctionalInterface
  public interface Recorder {
    Mono<Void> record(String id, List<String> boxes, Collection<RecipientClass> lost);
  }

  private record Ended(String id, int version, String controller, Instant created) {}

  /**
   * Holds the line of an edition until the transaction ends: whoever takes one of them back or
   * amends it meanwhile waits, and then finds the edition that was released; whoever did so before
   * has ended by the time that this emits.
   */
  Mono<Void> hold(List<Alerts.Made> line) {
    // the first of them first, as whoever ends editions does: no two wait for each other
    return Flux.fromIterable(line.reversed())
        .concatMap(made -> lock("pg_advisory_xact_lock_shared", made.alert()))
        .then();
  }

  /** Ends what was made of an alert that this transaction takes back. */
  public Mono<Void> end(String parent, List<Hand> hands, Recorder recorder) {
    return lock("pg_advisory_xact_lock", parent)
        .then(end("derived_from", parent, TAKEN_BACK, hands, recorder));
  }

  /**
   * Ends those editions of an alert, and of them, that could not be released now that this
   * transaction amended it.
   */
  public Mono<Void> amended(String alert, List<Hand> hands, Recorder recorder) {
    return lock("pg_advisory_xact_lock", alert)
        .then(Mono.defer(() -> alerts.editions(alert)))
        .flatMapMany(Flux::fromIterable)
        .concatMap(
            edition -> refusal(edition).flatMap(_ -> end("id", edition, AMENDED, hands, recorder)))
        .then();
  }

  /** What stands against an edition that was released; empty too when it ended meanwhile. */
  private Mono<Problem> refusal(String edition) {
    return alerts
        .find(edition)
        .ofType(Alert.Released.class)
        .flatMap(
            standing ->
                Mono.zip(
                        alerts.line(standing.derivedFrom().orElseThrow(), standing.controller()),
                        log.releasedHere(edition))
                    .flatMap(
                        found ->
                            bounds.refusal(
                                standing.draftedBy(),
                                found.getT1(),
                                Bounds.Edition.of(found.getT2().alert()))));
  }

  private Mono<Void> end(
      String column, String id, String reason, List<Hand> hands, Recorder recorder) {
    return revoke(column, id, reason, hands)
        .flatMapMany(Flux::fromIterable)
        .concatMap(ended -> withdraw(ended, hands, recorder))
        .then();
  }

  private Mono<Void> withdraw(Ended ended, List<Hand> hands, Recorder recorder) {
    return Mono.zip(moment(ended, hands.getLast().at()), alerts.find(ended.id()))
        .flatMap(
            found ->
                publishing
                    .revoked(
                        ended.id(),
                        ended.version(),
                        ended.controller(),
                        ended.created(),
                        found.getT1())
                    .flatMap(
                        lost ->
                            recorder.record(
                                ended.id(),
                                found.getT2().content().containers().stream()
                                    .map(ContainerNumber::value)
                                    .toList(),
                                lost)))
        .then(Mono.defer(() -> end(ended.id(), hands, recorder)));
  }

  private Mono<Void> lock(String function, String parent) {
    return database
        .sql("select true as held from (select " + function + "(hashtextextended(:id, 7))) as l")
        .bind("id", parent)
        .map(row -> Columns.get(row, "held", Boolean.class))
        .one()
        .then();
  }

  private Mono<List<Ended>> revoke(String column, String id, String reason, List<Hand> hands) {
    return database
        .sql(
            """
            with done as (
              update alerts set state = 'revoked' where %s = :id and state = 'released'
              returning id, version, controller, created
            ), dropped as (
              delete from amendments m using done where m.id = done.id
            ), proposed as (
              delete from revocations r using done where r.id = done.id
            ), acted as (
              insert into alert_acts (id, act, version, at, person, organisation, reason)
              select done.id, h.act, done.version, h.at, h.person, h.organisation, :reason
                from done
               cross join unnest(cast(:acts as text[]), cast(:people as text[]), cast(:organisations as text[]),
                                 cast(:times as timestamptz[])) with ordinality
                       as h (act, person, organisation, at, number)
               order by done.id, h.number
            )
            select id, version, controller, created from done order by id
            """
                .formatted(column))
        .bind("id", id)
        .bind("reason", reason)
        .bind("acts", hands.stream().map(Hand::act).toArray(String[]::new))
        .bind("people", hands.stream().map(Hand::person).toArray(String[]::new))
        .bind("organisations", hands.stream().map(Hand::organisation).toArray(String[]::new))
        .bind("times", hands.stream().map(hand -> hand.at().toString()).toArray(String[]::new))
        .map(
            row ->
                new Ended(
                    Columns.get(row, "id", String.class),
                    Columns.get(row, "version", Integer.class),
                    Columns.get(row, "controller", String.class),
                    Columns.instant(row, "created")))
        .all()
        .collectList();
  }

  /** Later than every version of it: looked up once its row is ours. */
  private Mono<Instant> moment(Ended ended, Instant at) {
    return database
        .sql(
            "select greatest(max(modified), :least) as modified from object_versions where id = :id")
        .bind("id", ended.id())
        .bind("least", at.minusMillis(1).atOffset(ZoneOffset.UTC))
        .map(row -> Columns.instant(row, "modified").truncatedTo(ChronoUnit.MILLIS).plusMillis(1))
        .one();
  }
}
