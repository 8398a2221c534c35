-- However much is seen of an alert, one notice of it stands open until somebody takes it on: the rest is with the alert.
delete from duty_notice n
 where n.kind = 'sighting' and n.acknowledged_at is null
   and exists (select from duty_notice o
                where o.organisation = n.organisation and o.kind = n.kind and o.about = n.about
                  and o.acknowledged_at is null and (o.raised_at, o.id) < (n.raised_at, n.id));
create unique index duty_notice_one_of_sightings on duty_notice (organisation, about)
  where kind = 'sighting' and acknowledged_at is null;
