package eu.portsalliance.intel.search;

import eu.portsalliance.access.Locode;
import eu.portsalliance.intel.alert.NamedPersons;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells whoever controls a released alert of this port that another controller's alert is about the
 * same box. The notice is about their own alert. Of the other it says nothing but its controller,
 * and that only to an organisation that may read it. Where the other is of a port that does not
 * hold the alert of this port, it is kept for that port to be told. An alert for named persons is
 * made known to nobody: its own people alone are told, quietly. Requests and answers collide with
 * nothing, or one who asks would have a machine's answer; an edition does not collide with what it
 * was made of.
 */
@Component
class Collisions {

  /**
   * One for each other controller. The first one tells; the next ones stand beside it until it is
   * acknowledged.
   */
  private static final String RAISE =
      """
      with met as (
        select w.alert, i.object_id as other
          from watched_box w
          cross join lateral (
            select l.object_id from alert_index l
             where l.terms @> array['container:' || w.container] offset 0) as i
         where w.alert = any(:ids)
        union
        select w.alert, i.object_id
          from alert_index i
          cross join unnest(i.terms) as t (term)
          join watched_box w on w.container = substr(t.term, 11)
         where i.object_id = any(:ids) and t.term like 'container:%%'
      ), pair as (
        select a.id, a.controller, %1$s as named, i.object_id as other, i.controller as by, i.origin,
               i.recipients && array['everyone', 'organisation:' || a.controller] as reads,
               (array['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT'])[greatest(
                 array_position(array['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT'], a.content ->> 'tlp'),
                 array_position(array['CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT'], i.tlp))] as tlp
          from met m
          join alerts a on a.id = m.alert and a.state = 'released'
          join alert_index i on i.object_id = m.other
         where i.controller <> a.controller
           and a.content ->> 'kind' <> all (cast(:questions as text[])) and i.kind <> all (cast(:questions as text[]))
           and i.action_on <> 'OBSERVE' and i.valid_until > :now
           and cast(a.content ->> 'validUntil' as timestamptz) > :now
           and a.derived_from is distinct from m.other
           and not exists (select from alerts e where e.id = m.other and e.derived_from = a.id)
      ), kept as (
        insert into collision_due (port, alert, at, tlp)
        select p.origin, p.other, :now, p.tlp
          from pair p
         where p.origin <> :self and not p.named
           and not exists (select from deliveries d
                            where d.recipient = 'peer:' || p.origin and d.object_id = p.id)
        on conflict do nothing
      ), collided as (
        select p.id, p.controller, p.by as other, p.named, min(p.origin) filter (where p.reads) as origin,
               row_number() over (partition by p.id order by p.by) as nth
          from pair p
         group by p.id, p.controller, p.named, p.by
      )
      insert into duty_notice
        (id, organisation, kind, about, port, by_organisation, source, happened_at, raised_at, quiet)
      select gen_random_uuid(), c.controller, 'collision', c.id, coalesce(c.origin, :self),
             case when c.origin is not null then c.other end, c.other, :now, :now,
             c.named or c.nth > 1
             or exists (select from duty_notice n
                         where n.organisation = c.controller and n.kind = 'collision' and n.about = c.id
                           and n.acknowledged_at is null)
        from collided c
      on conflict do nothing
      """
          .formatted(NamedPersons.ONLY);

  private static final String[] QUESTIONS = {
    "request-for-information", "release-request", "answer"
  };

  private final DatabaseClient database;
  private final Locode self;
  private final Clock clock;

  Collisions(DatabaseClient database, Locode self, Clock clock) {
    this.database = database;
    this.self = self;
    this.clock = clock;
  }

  /** Looks at alerts that were just indexed; part of the transaction that stands. */
  Mono<Long> raise(Collection<String> ids) {
    return database
        .sql(RAISE)
        .bind("ids", ids.toArray(String[]::new))
        .bind("questions", QUESTIONS)
        .bind("self", self.value())
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
        .fetch()
        .rowsUpdated();
  }
}
