-- One row for each box that the port has heard of. Its row lock orders everything that changes the
-- journeys of that box, whichever replica does it.
create table container (
  number text primary key check (number ~ '^[A-Z0-9]{4,15}$'),
  first_heard timestamptz not null default now()
);

-- One trip of a box through this port. `base` is the sum of the points of its findings; what alerts
-- add depends on the reader and is joined when somebody reads.
create table journey (
  id uuid primary key,
  container text not null references container (number),
  state text not null check (state in ('expected', 'open', 'closed')),
  opened timestamptz not null,
  arrived timestamptz,
  closed timestamptz,
  stand_due timestamptz,
  base integer not null check (base >= 0),
  findings jsonb not null,
  last_code text not null,
  last_classifier text not null,
  last_at timestamptz not null,
  last_offset integer not null,
  last_location text not null,
  last_facility text
);

create index journey_of_container on journey (container, opened);
-- the top of the ranking before alerts, without looking at the rest
create index journey_by_base on journey (base desc, container) where state <> 'closed';
create index journey_stand_due on journey (stand_due) where stand_due is not null;

-- `utc_offset` in seconds: the wall clock of the place, beside the point in time.
create table equipment_event (
  sender text not null,
  producer text not null,
  event_id text not null,
  digest text not null,
  container text not null references container (number),
  journey uuid not null references journey (id),
  code text not null,
  classifier text not null,
  occurred timestamptz not null,
  utc_offset integer not null,
  issued timestamptz,
  location text not null,
  facility text,
  facility_list text,
  mode text,
  iso_code text,
  empty_indicator text,
  seals jsonb not null,
  received timestamptz not null,
  primary key (sender, producer, event_id)
);

create index equipment_event_of_journey on equipment_event (journey);

grant select, insert, update on container to ${service_role};
grant select, insert, update, delete on journey to ${service_role};
grant select, insert, update on equipment_event to ${service_role};
