package eu.portsalliance.intel.duty;

import eu.portsalliance.access.AuditEntry;
import eu.portsalliance.access.AuditTrail;
import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.NamedPersons;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Collisions between ports: the port of an alert is told that it met another one here, and nothing
 * of that one, as far as a standing release and an allowance for each peer and day let it.
 */
@Component
class ToldCollisions {

  private final DatabaseClient database;
  private final CollidedPeer peers;
  private final StandingReleases standing;
  private final Disclosures disclosures;
  private final TransactionalOperator transaction;
  private final AuditTrail audit;
  private final DutyProperties properties;
  private final Locode self;
  private final Clock clock;

  ToldCollisions(
      DatabaseClient database,
      CollidedPeer peers,
      StandingReleases standing,
      Disclosures disclosures,
      TransactionalOperator transaction,
      AuditTrail audit,
      DutyProperties properties,
      Locode self,
      Clock clock) {
    this.database = database;
    this.peers = peers;
    this.standing = standing;
    this.disclosures = disclosures;
    this.transaction = transaction;
    this.audit = audit;
    this.properties = properties;
    this.self = self;
    this.clock = clock;
  }

  /** Takes what a peer tells: of alerts of this port that were put before it, and of no other. */
  Mono<Void> told(Locode peer, List<String> alerts) {
    return database
        .sql(
            """
            insert into duty_notice
              (id, organisation, kind, about, port, source, happened_at, raised_at, quiet)
            select gen_random_uuid(), a.controller, 'collision', a.id, :port, :port, :now, :now,
                   %s
                   or exists (select from duty_notice n
                               where n.organisation = a.controller and n.kind = 'collision' and n.about = a.id
                                 and n.acknowledged_at is null)
              from alerts a
             where a.id = any(:alerts) and a.state = 'released'
               and exists (select from deliveries d where d.recipient = :recipient and d.object_id = a.id)
            on conflict do nothing
            """
                .formatted(NamedPersons.ONLY))
        .bind("port", peer.value())
        .bind("alerts", alerts.toArray(String[]::new))
        .bind("recipient", RecipientClass.peer(peer).value())
        .bind("now", now())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /**
   * Tells each peer what is kept for it, several at a time; a peer that is away is told when it is
   * back, and keeps none of the others waiting.
   */
  Mono<Void> pass() {
    return database
        .sql(
            """
            select distinct port from collision_due where told_at is null and kept_at is null
             order by port limit 100
            """)
        .map(row -> Columns.get(row, "port", String.class))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .flatMap(
            port -> Mono.defer(() -> pass(new Locode(port))).onErrorComplete(), Desk.PEERS_AT_ONCE)
        .then();
  }

  private Mono<Void> pass(Locode peer) {
    return standing
        .markings(StandingRelease.Type.COLLISION, peer)
        .flatMap(markings -> pass(peer, markings));
  }

  private Mono<Void> pass(Locode peer, String[] markings) {
    return left(peer)
        .flatMap(
            left ->
                left > 0
                    ? tell(peer, markings, Math.min(left, CollidedPage.MOST))
                    : keep(peer, markings).as(transaction::transactional));
  }

  /** How many collisions a peer may still be told of today. */
  private Mono<Integer> left(Locode peer) {
    return database
        .sql("select count(*) as n from collision_due where port = :port and told_at >= :day")
        .bind("port", peer.value())
        .bind("day", today())
        .map(
            row -> properties.collisionsToldPerDay() - Columns.get(row, "n", Long.class).intValue())
        .one();
  }

  private Mono<Void> tell(Locode peer, String[] markings, int most) {
    return database
        .sql(
            """
            select alert from collision_due
             where port = :port and told_at is null and kept_at is null and tlp = any(:markings)
             order by at, alert limit :limit
            """)
        .bind("port", peer.value())
        .bind("markings", markings)
        .bind("limit", most)
        .map(row -> Columns.get(row, "alert", String.class))
        .all()
        .collectList()
        .filter(alerts -> !alerts.isEmpty())
        .flatMap(
            alerts ->
                disclosures
                    .make(
                        StandingRelease.Type.COLLISION,
                        peer,
                        alerts,
                        alerts,
                        peers.collided(peer, alerts))
                    .then(passed(peer, alerts)));
  }

  /**
   * What met an alert here beyond the allowance is never told: whoever sends alerts with guessed
   * numbers hears the same as of those that met nothing. The auditors have one row for the day.
   */
  private Mono<Void> keep(Locode peer, String[] markings) {
    return database
        .sql(
            """
            with noted as (
              select from collision_due where port = :port and kept_at >= :day
            ), kept as (
              update collision_due set kept_at = :now
               where port = :port and told_at is null and kept_at is null and tlp = any(:markings)
              returning alert
            )
            select count(*) as n from kept where not exists (select from noted)
            """)
        .bind("port", peer.value())
        .bind("markings", markings)
        .bind("day", today())
        .bind("now", now())
        .map(row -> Columns.get(row, "n", Long.class))
        .one()
        .filter(first -> first > 0)
        .flatMap(
            _ ->
                audit.record(
                    AuditEntry.ofService(
                        AuditEntry.Act.ALTERATION,
                        "intel-exchange-service",
                        self.value(),
                        "keep collisions beyond the allowance of the day",
                        List.of(),
                        peer.value())));
  }

  private Mono<Void> passed(Locode peer, List<String> alerts) {
    return database
        .sql("update collision_due set told_at = :now where port = :port and alert = any(:alerts)")
        .bind("now", now())
        .bind("port", peer.value())
        .bind("alerts", alerts.toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }

  private OffsetDateTime today() {
    return now().truncatedTo(ChronoUnit.DAYS);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
