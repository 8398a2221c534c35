package eu.portsalliance.intel.duty;

import eu.portsalliance.access.Work;
import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.delivery.TextArray;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import eu.portsalliance.intel.work.PuttingOff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Rings the desks of those who are to control a box before it is out of reach: the authorities of
 * this port for which the alert counts. One notice for each desk, alert and chance of a journey,
 * whatever is told how often. That a desk read the alert stops none: it takes on the notice.
 */
@Component
class Chances {

  /** The exchange knows no journeys: what was controlled earlier was another one of the box. */
  private static final Duration ONE_JOURNEY = Duration.ofDays(3);

  /**
   * Not of a box that was controlled on this journey. That one person found something stops their
   * own desk; what another authority that is to act let out as a second person stops every desk.
   * That nothing was found takes two people in any case. Of an alert on several boxes a sighting
   * does not say which it was.
   */
  private static final String RAISE =
      """
      with chance as (
        select r.organisation, r.alert, r.source, r.alone, cast(r.since as timestamptz) as since,
               cast(r.due_at as timestamptz) as due_at
          from unnest(cast(:organisations as text[]), cast(:alerts as text[]), cast(:sources as text[]),
                      cast(:alone as boolean[]), cast(:sinces as text[]), cast(:ats as text[]))
               as r (organisation, alert, source, alone, since, due_at))
      insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, due_at, quiet)
      select gen_random_uuid(), c.organisation, 'last-chance', c.alert, :self, c.source,
             least(c.due_at, :now), :now, c.due_at, false
        from chance c
       where not (c.alone and exists (
               select from alert_sighting s
                where s.object_id = c.alert and s.port is null and s.at >= c.since
                  and s.outcome in ('controlled-found', 'controlled-nothing-found')
                  and (s.organisation = c.organisation
                       and (s.outcome = 'controlled-found' or s.sent_at is not null)
                       or s.sent_by_organisation <> s.organisation
                       and exists (select from chance o
                                    where o.alert = c.alert and o.organisation = s.sent_by_organisation))))
      on conflict do nothing
      """;

  private final DatabaseClient database;
  private final DeliveryLog log;
  private final PuttingOff putting;
  private final Alliance alliance;
  private final Clock clock;

  Chances(
      DatabaseClient database,
      DeliveryLog log,
      PuttingOff putting,
      Alliance alliance,
      Clock clock) {
    this.database = database;
    this.putting = putting;
    this.log = log;
    this.alliance = alliance;
    this.clock = clock;
  }

  /** A desk that has to be told of a chance. */
  private record Ring(String organisation, StoredObject alert, ChancePage.Chance chance) {

    /** What was controlled from then on was controlled on this journey, under this alert. */
    Instant since() {
      Instant journey = chance.at().minus(ONE_JOURNEY);
      Instant valid = alert.alert().validFrom();
      return valid.isAfter(journey) ? valid : journey;
    }
  }

  /**
   * Takes chances under alerts that were put before the risk service; it has to do with no others.
   * What was put off past one of them comes back.
   */
  Mono<Void> take(List<ChancePage.Chance> chances) {
    Members members = alliance.required();
    Set<String> alerts = chances.stream().map(ChancePage.Chance::alert).collect(Collectors.toSet());
    return alerts.isEmpty()
        ? Mono.empty()
        : log.these(List.of(RecipientClass.RISK_SERVICE), alerts)
            .delayUntil(objects -> comesBack(chances, objects))
            .map(objects -> rings(chances, objects, members))
            .filter(rings -> !rings.isEmpty())
            .flatMap(this::raise)
            .then();
  }

  private Mono<Void> comesBack(List<ChancePage.Chance> chances, List<StoredObject> objects) {
    Set<String> known = objects.stream().map(StoredObject::id).collect(Collectors.toSet());
    return putting.end(
        chances.stream()
            .filter(chance -> known.contains(chance.alert()))
            .map(chance -> new PuttingOff.Chance(chance.alert(), chance.at()))
            .toList(),
        clock.instant());
  }

  private List<Ring> rings(
      List<ChancePage.Chance> chances, List<StoredObject> objects, Members members) {
    Map<String, StoredObject> standing =
        objects.stream()
            .filter(object -> !object.withdrawal())
            .collect(Collectors.toMap(StoredObject::id, object -> object));
    List<Ring> rings = new ArrayList<>();
    for (ChancePage.Chance chance : chances) {
      StoredObject object = standing.get(chance.alert());
      if (object != null) {
        acting(object.alert().markings(), members)
            .forEach(organisation -> rings.add(new Ring(organisation, object, chance)));
      }
    }
    return rings;
  }

  /**
   * The authorities of this port that may count with the alert, as whole organisations. Their desk
   * is rung so that the box is controlled: that is what it works for.
   */
  private List<String> acting(Markings markings, Members members) {
    String self = alliance.self().value();
    return members.speakingAt(self).stream()
        .filter(organisation -> organisation.kind() == OrganisationKind.AUTHORITY)
        .filter(authority -> Policy.decide(markings, desk(authority, self), Use.SCORE).permits())
        .map(Members.Organisation::id)
        .toList();
  }

  private static Recipient desk(Members.Organisation authority, String self) {
    return new Recipient(
        Optional.empty(),
        authority.id(),
        Optional.of(authority.kind()),
        self,
        true,
        Set.of(),
        Optional.of(Work.Purpose.CRIME_PREVENTION.label()));
  }

  private Mono<Long> raise(List<Ring> rings) {
    return database
        .sql(RAISE)
        .bind("self", alliance.self().value())
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .bind("organisations", TextArray.of(rings, Ring::organisation))
        .bind("alerts", TextArray.of(rings, ring -> ring.alert().id()))
        .bind("sources", TextArray.of(rings, ring -> ring.chance().source()))
        .bind(
            "alone",
            rings.stream()
                .map(ring -> ring.alert().alert().containers().size() == 1)
                .toArray(Boolean[]::new))
        .bind("sinces", TextArray.of(rings, ring -> ring.since().toString()))
        .bind("ats", TextArray.of(rings, ring -> ring.chance().at().toString()))
        .fetch()
        .rowsUpdated();
  }
}
