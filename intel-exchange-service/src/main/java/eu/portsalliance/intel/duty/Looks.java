package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Columns;
import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.NamedPersons;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.TextArray;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.standing.Disclosures;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tripwire: who owns an alert on a box learns that somebody looked at it. */
@Component
class Looks {

  /**
   * Looks of an alert by one organisation at a peer that count on one day; the first one has its
   * notice, so that what comes beyond tells nothing new.
   */
  static final int MOST_TOLD_A_DAY = 200;

  /**
   * An own alert's first look tells; the next ones stand beside it until it is acknowledged. Those
   * of one organisation at one port on one day are one notice that counts them, or somebody who
   * looks long enough would fill the page. What was told before counts once.
   */
  private static final String RAISE =
      """
      , counted as (
        insert into look_counted (alert, port, source, organisation, at, counted_at)
        select m.alert, m.port, m.source, m.organisation, least(m.at, :now), :now
          from matched m
          join alerts a on a.id = m.alert and a.state = 'released'
           and cast(a.content ->> 'validFrom' as timestamptz) <= m.at
           and cast(a.content ->> 'validUntil' as timestamptz) > m.at
         order by m.alert, m.source
        on conflict do nothing
        returning alert, port, organisation, at
      ), look as (
        select c.alert, c.port, c.organisation, max(c.at) as at, cast(count(*) as integer) as looks,
               row_number() over (partition by c.alert order by min(c.at), c.organisation) as nth
          from counted c group by c.alert, c.port, c.organisation
      )
      insert into duty_notice as n (id, organisation, kind, about, port, by_organisation, source, happened_at, raised_at,
                                    looks, quiet)
      select gen_random_uuid(), a.controller, 'look-up', a.id, l.port, l.organisation, cast(gen_random_uuid() as text),
             l.at, :now, l.looks,
             l.nth > 1
             or %s
             or exists (select from duty_notice o
                         where o.organisation = a.controller and o.kind = 'look-up' and o.about = a.id
                           and o.acknowledged_at is null)
        from look l
        join alerts a on a.id = l.alert
       order by l.alert, l.organisation
      on conflict (organisation, about, port, coalesce(by_organisation, ''), cast(raised_at at time zone 'UTC' as date))
         where kind = 'look-up' and acknowledged_at is null
      do update set looks = n.looks + excluded.looks, happened_at = greatest(n.happened_at, excluded.happened_at)
      """
          .formatted(NamedPersons.ONLY);

  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final ToldPeer peers;
  private final StandingReleases standing;
  private final Disclosures disclosures;
  private final Alliance alliance;
  private final Clock clock;

  Looks(
      DatabaseClient database,
      TransactionalOperator transaction,
      ToldPeer peers,
      StandingReleases standing,
      Disclosures disclosures,
      Alliance alliance,
      Clock clock) {
    this.database = database;
    this.transaction = transaction;
    this.peers = peers;
    this.standing = standing;
    this.disclosures = disclosures;
    this.alliance = alliance;
    this.clock = clock;
  }

  /** Takes looks at this port: raises notices here, and keeps for other ports what is theirs. */
  Mono<Void> take(List<LookPage.Look> looks) {
    return looks.isEmpty()
        ? Mono.empty()
        : raise(looks).then(forward(looks)).as(transaction::transactional);
  }

  private Mono<Void> raise(List<LookPage.Look> looks) {
    return database
        .sql(
            """
            with matched as (
              select g.source, g.organisation, cast(g.at as timestamptz) as at, w.alert,
                     cast(:self as text) as port
                from unnest(cast(:sources as text[]), cast(:boxes as text[]), cast(:organisations as text[]),
                            cast(:ats as text[])) as g (source, box, organisation, at)
                join watched_box w on w.container = g.box)
            """
                + RAISE)
        .bind("self", alliance.self().value())
        .bind("sources", TextArray.of(looks, LookPage.Look::id))
        .bind("boxes", TextArray.of(looks, LookPage.Look::container))
        .bind("organisations", TextArray.of(looks, LookPage.Look::organisation))
        .bind("ats", TextArray.of(looks, look -> look.at().toString()))
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated()
        .then();
  }

  private Mono<Void> forward(List<LookPage.Look> looks) {
    List<ToldPeer.Told> matched = new ArrayList<>();
    for (LookPage.Look look : looks) {
      for (String alert : look.alerts()) {
        matched.add(new ToldPeer.Told(look.id(), alert, look.organisation(), look.at()));
      }
    }
    return matched.isEmpty()
        ? Mono.empty()
        : database
            .sql(
                """
                insert into look_due (port, source, alert, organisation, at, tlp)
                select distinct o.origin, g.source, g.alert, g.organisation, cast(g.at as timestamptz),
                       coalesce(i.tlp, 'AMBER_STRICT')
                  from unnest(cast(:sources as text[]), cast(:alerts as text[]), cast(:organisations as text[]),
                              cast(:ats as text[])) as g (source, alert, organisation, at)
                  join object_versions o on o.id = g.alert and o.origin <> :self
                  left join alert_index i on i.object_id = g.alert
                on conflict do nothing
                """)
            .bind("self", alliance.self().value())
            .bind("sources", TextArray.of(matched, ToldPeer.Told::id))
            .bind("alerts", TextArray.of(matched, ToldPeer.Told::alert))
            .bind("organisations", TextArray.of(matched, ToldPeer.Told::organisation))
            .bind("ats", TextArray.of(matched, told -> told.at().toString()))
            .fetch()
            .rowsUpdated()
            .then();
  }

  /**
   * Takes what a peer tells: of alerts of this port that were put before it, and of no other. It
   * names organisations that speak there; a look by any other counts and names nobody.
   */
  Mono<Void> told(Locode peer, List<ToldPeer.Told> looks) {
    Members members = alliance.required();
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    return looks.isEmpty()
        ? Mono.empty()
        : database
            .sql(
                """
                with given as (
                  select g.source, nullif(g.organisation, '') as organisation, cast(g.at as timestamptz) as at, g.alert,
                         cast(:port as text) as port
                    from unnest(cast(:sources as text[]), cast(:alerts as text[]), cast(:organisations as text[]),
                                cast(:ats as text[])) as g (source, alert, organisation, at)
                   where exists (select from deliveries d
                                  where d.recipient = :recipient and d.object_id = g.alert)
                ), matched as (
                  select m.*
                    from (select g.*, row_number() over (partition by g.alert, g.organisation order by g.at, g.source)
                                      + (select count(*) from look_counted c
                                          where c.alert = g.alert and c.port = g.port
                                            and c.organisation is not distinct from g.organisation
                                            and c.counted_at >= :today) as nth
                            from given g) m
                   where m.nth <= :most)
                """
                    + RAISE)
            .bind("port", peer.value())
            .bind("recipient", RecipientClass.peer(peer).value())
            .bind("sources", TextArray.of(looks, ToldPeer.Told::id))
            .bind("alerts", TextArray.of(looks, ToldPeer.Told::alert))
            .bind(
                "organisations",
                TextArray.of(
                    looks,
                    told ->
                        members.speaks(told.organisation(), peer.value())
                            ? told.organisation()
                            : ""))
            .bind("ats", TextArray.of(looks, told -> told.at().toString()))
            .bind("now", now)
            .bind("today", now.truncatedTo(ChronoUnit.DAYS))
            .bind("most", MOST_TOLD_A_DAY)
            .fetch()
            .rowsUpdated()
            .then();
  }

  /**
   * Tells each peer what is kept for it and may leave by a standing release, several at a time; a
   * peer that is away is told when it is back, and keeps none of the others waiting.
   */
  Mono<Void> pass() {
    return database
        .sql("select distinct port from look_due order by port limit 100")
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
        .markings(StandingRelease.Type.LOOK, peer)
        .flatMap(markings -> pass(peer, markings));
  }

  private Mono<Void> pass(Locode peer, String[] markings) {
    return database
        .sql(
            """
            select source, alert, organisation, at from look_due
             where port = :port and tlp = any(:markings) order by at, source, alert limit :limit
            """)
        .bind("port", peer.value())
        .bind("markings", markings)
        .bind("limit", ToldPage.MOST)
        .map(
            row ->
                new ToldPeer.Told(
                    Columns.get(row, "source", String.class),
                    Columns.get(row, "alert", String.class),
                    Columns.get(row, "organisation", String.class),
                    Columns.instant(row, "at")))
        .all()
        .collectList()
        .filter(looks -> !looks.isEmpty())
        .flatMap(
            looks ->
                disclosures
                    .make(
                        StandingRelease.Type.LOOK,
                        peer,
                        looks,
                        looks.stream().map(ToldPeer.Told::alert).distinct().toList(),
                        peers.tell(peer, looks))
                    .then(passed(peer, looks)));
  }

  private Mono<Void> passed(Locode peer, List<ToldPeer.Told> looks) {
    return database
        .sql(
            """
            delete from look_due d
             using unnest(cast(:sources as text[]), cast(:alerts as text[])) as g (source, alert)
             where d.port = :port and d.source = g.source and d.alert = g.alert
            """)
        .bind("port", peer.value())
        .bind("sources", TextArray.of(looks, ToldPeer.Told::id))
        .bind("alerts", TextArray.of(looks, ToldPeer.Told::alert))
        .fetch()
        .rowsUpdated()
        .then()
        .as(transaction::transactional);
  }
}
