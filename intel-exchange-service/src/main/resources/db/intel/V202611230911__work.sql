-- What people here did with an alert. Acknowledgements and sightings are statements: added, never changed.
create table alert_acknowledgement (
  object_id text not null,
  modified timestamptz not null,
  version integer not null,
  organisation text not null,
  person text not null,
  at timestamptz not null,
  primary key (object_id, modified, organisation, person)
);

-- How an organisation sorts an alert in its own list; nobody else's list changes.
create table alert_disposition (
  object_id text not null,
  organisation text not null,
  state text not null check (state in ('snoozed', 'not-ours')),
  until timestamptz,
  reason text not null,
  person text not null,
  at timestamptz not null,
  primary key (object_id, organisation),
  check ((state = 'snoozed') = (until is not null))
);

create table alert_sighting (
  id uuid primary key,
  object_id text not null,
  organisation text not null,
  person text not null,
  at timestamptz not null,
  place text not null,
  outcome text not null,
  note text not null,
  recorded_at timestamptz not null
);
create index alert_sighting_of_alert on alert_sighting (object_id, recorded_at);

grant select, insert on alert_acknowledgement to ${service_role};
grant select, insert, update, delete on alert_disposition to ${service_role};
grant select, insert on alert_sighting to ${service_role};
