-- By which vessel and on which voyages a box is carried, where its events say so, and which of them an alert on one journey means.
-- Journeys that were written before get it with their next event.
alter table equipment_event
  add column vessel text,
  add column voyages text[] not null default '{}';
alter table journey
  add column vessels text[] not null default '{}',
  add column voyages text[] not null default '{}';
alter table alert
  add column vessel text,
  add column voyage text;
update alert a
   set vessel = substring(said.journey ->> 'vessel_imo' from '^[0-9]{7}$'),
       voyage = nullif(regexp_replace(upper(said.journey ->> 'voyage'), '[^A-Z0-9]', '', 'g'), '')
  from (select id, convert_from(object, 'UTF8')::jsonb
                     #> '{extensions,extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95,journey}' as journey
          from alert where one_journey and state = 'live') said
 where a.id = said.id;

-- Whether a journey is the one that an alert means: null where one of the two says nothing by which that could be told.
create function means_journey(vessel text, voyage text, vessels text[], voyages text[]) returns boolean
language sql immutable as $$
  select case
    when vessel is not null and cardinality(vessels) > 0 and not vessel = any(vessels) then false
    when voyage is not null and cardinality(voyages) > 0 and not voyage = any(voyages) then false
    when vessel is not null and cardinality(vessels) > 0 or voyage is not null and cardinality(voyages) > 0 then true
  end
$$;
grant execute on function means_journey(text, text, text[], text[]) to ${service_role};
