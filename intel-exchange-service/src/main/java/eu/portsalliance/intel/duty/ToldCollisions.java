package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Collisions between ports: the port of an alert is told that it met another one here, and nothing
 * of that one, as far as a standing release lets it.
 */
@Component
class ToldCollisions {

  private final DatabaseClient database;
  private final CollidedPeer peers;
  private final StandingReleases standing;
  private final Disclosures disclosures;
  private final Clock clock;

  ToldCollisions(
      DatabaseClient database,
      CollidedPeer peers,
      StandingReleases standing,
      Disclosures disclosures,
      Clock clock) {
    this.database = database;
    this.peers = peers;
    this.standing = standing;
    this.disclosures = disclosures;
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
                   a.content ->> 'tlp' = 'RED' or a.content ->> 'actionOn' = 'observe'
                   or exists (select from duty_notice n
                               where n.organisation = a.controller and n.kind = 'collision' and n.about = a.id
                                 and n.acknowledged_at is null)
              from alerts a
             where a.id = any(:alerts) and a.state = 'released'
               and exists (select from deliveries d where d.recipient = :recipient and d.object_id = a.id)
            on conflict do nothing
            """)
        .bind("port", peer.value())
        .bind("alerts", alerts.toArray(String[]::new))
        .bind("recipient", RecipientClass.peer(peer).value())
        .bind("now", now())
        .fetch()
        .rowsUpdated()
        .then();
  }

  /** Tells each peer what is kept for it; a peer that is away is told when it is back. */
  Mono<Void> pass() {
    return database
        .sql(
            "select distinct port from collision_due where told_at is null order by port limit 100")
        .map(row -> Columns.get(row, "port", String.class))
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(port -> pass(new Locode(port)).onErrorComplete())
        .then();
  }

  private Mono<Void> pass(Locode peer) {
    return database
        .sql(
            """
            select alert from collision_due
             where port = :port and told_at is null and tlp = any(:markings) order by at, alert limit :limit
            """)
        .bind("port", peer.value())
        .bind("markings", standing.markings(StandingRelease.Type.COLLISION, peer))
        .bind("limit", CollidedPage.MOST)
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

  private Mono<Void> passed(Locode peer, List<String> alerts) {
    return database
        .sql("update collision_due set told_at = :now where port = :port and alert = any(:alerts)")
        .bind("now", now())
        .bind("port", peer.value())
        .bind("alerts", alerts.toArray(String[]::new))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
