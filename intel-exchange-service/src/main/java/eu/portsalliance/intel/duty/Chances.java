package eu.portsalliance.intel.duty;

import eu.portsalliance.handling.Markings;
import eu.portsalliance.handling.OrganisationKind;
import eu.portsalliance.handling.Policy;
import eu.portsalliance.handling.Recipient;
import eu.portsalliance.handling.Use;
import eu.portsalliance.intel.delivery.DeliveryLog;
import eu.portsalliance.intel.delivery.RecipientClass;
import eu.portsalliance.intel.delivery.StoredObject;
import eu.portsalliance.intel.directory.Alliance;
import eu.portsalliance.intel.directory.Members;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Rings the desks of those who are to control a box before it is out of reach: the authorities of
 * this port for which the alert counts. One notice for each desk, alert and journey, whatever is
 * told how often.
 */
@Component
class Chances {

  /**
   * A desk that acknowledged the alert as it stands knows of it. Of a box that was controlled no
   * desk is told: found, or nothing found and a second person let that out; of an alert on several
   * boxes a sighting does not say which it was.
   */
  private static final String RAISE =
      """
      insert into duty_notice (id, organisation, kind, about, port, source, happened_at, raised_at, due_at, quiet)
      select gen_random_uuid(), c.organisation, 'last-chance', c.alert, :self, c.journey,
             least(c.due_at, :now), :now, c.due_at, false
        from (select r.organisation, r.alert, r.journey, r.alone, cast(r.modified as timestamptz) as modified,
                     cast(r.due_at as timestamptz) as due_at
                from unnest(cast(:organisations as text[]), cast(:alerts as text[]), cast(:modified as text[]),
                            cast(:alone as boolean[]), cast(:journeys as text[]), cast(:ats as text[]))
                     as r (organisation, alert, modified, alone, journey, due_at)) c
       where not exists (select from alert_acknowledgement k
                          where k.object_id = c.alert and k.modified = c.modified
                            and k.organisation = c.organisation)
         and not (c.alone and exists (
               select from alert_sighting s
                where s.object_id = c.alert and s.port is null
                  and (s.outcome = 'controlled-found'
                       or (s.outcome = 'controlled-nothing-found' and s.sent_at is not null))))
      on conflict do nothing
      """;

  private final DatabaseClient database;
  private final DeliveryLog log;
  private final Alliance alliance;
  private final Clock clock;

  Chances(DatabaseClient database, DeliveryLog log, Alliance alliance, Clock clock) {
    this.database = database;
    this.log = log;
    this.alliance = alliance;
    this.clock = clock;
  }

  /** A desk that has to be told of a chance. */
  private record Ring(String organisation, StoredObject alert, ChancePage.Chance chance) {}

  /**
   * Takes chances under alerts that were put before the risk service; it has to do with no others.
   */
  Mono<Void> take(List<ChancePage.Chance> chances) {
    Members members = alliance.required();
    Set<String> alerts = chances.stream().map(ChancePage.Chance::alert).collect(Collectors.toSet());
    return alerts.isEmpty()
        ? Mono.empty()
        : log.these(List.of(RecipientClass.RISK_SERVICE), alerts)
            .map(objects -> rings(chances, objects, members))
            .filter(rings -> !rings.isEmpty())
            .flatMap(this::raise)
            .then();
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

  /** The authorities of this port that may count with the alert, as whole organisations. */
  private List<String> acting(Markings markings, Members members) {
    String self = alliance.self().value();
    return members.speakingAt(self).stream()
        .filter(organisation -> organisation.kind() == OrganisationKind.AUTHORITY)
        .filter(
            authority ->
                Policy.decide(
                        markings,
                        Recipient.organisation(authority.id(), authority.kind(), self, true),
                        Use.SCORE)
                    .permits())
        .map(Members.Organisation::id)
        .toList();
  }

  private Mono<Long> raise(List<Ring> rings) {
    return database
        .sql(RAISE)
        .bind("self", alliance.self().value())
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .bind("organisations", texts(rings, Ring::organisation))
        .bind("alerts", texts(rings, ring -> ring.alert().id()))
        .bind("modified", texts(rings, ring -> ring.alert().modified().toString()))
        .bind(
            "alone",
            rings.stream()
                .map(ring -> ring.alert().alert().containers().size() == 1)
                .toArray(Boolean[]::new))
        .bind("journeys", texts(rings, ring -> ring.chance().journey().toString()))
        .bind("ats", texts(rings, ring -> ring.chance().at().toString()))
        .fetch()
        .rowsUpdated();
  }

  private static String[] texts(List<Ring> rings, Function<Ring, String> text) {
    return rings.stream().map(text).toArray(String[]::new);
  }
}
