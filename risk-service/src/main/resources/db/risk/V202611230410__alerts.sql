-- Each distinct set of markings once: a reader's class is decided for each of these, not for each
-- alert. Rows are never changed.
create table markings (
  id bigint generated always as identity primary key,
  digest text not null unique,
  document jsonb not null
);

-- The newest version of each alert that may have an effect here. A withdrawn one keeps its id and
-- time, so that an older version that comes late cannot bring it back, and loses its content.
create table alert (
  id text primary key,
  modified timestamptz not null,
  state text not null check (state in ('live', 'withdrawn')),
  received timestamptz not null,
  markings bigint references markings (id),
  valid_from timestamptz,
  valid_until timestamptz,
  title text,
  object bytea,
  signed_by text,
  check (state = 'withdrawn' or (markings is not null and valid_from is not null
         and valid_until is not null and title is not null and object is not null
         and signed_by is not null)),
  check (state = 'live' or (markings is null and title is null and object is null))
);

create index alert_live on alert (markings) where state = 'live';
create index alert_expiry on alert (valid_until) where state = 'live';

-- Also for boxes that the port has not heard of: an alert may come before its box.
create table alert_container (
  container text not null,
  alert text not null references alert (id),
  primary key (container, alert)
);

create index alert_container_of_alert on alert_container (alert);

-- Where the service stands in the feed of its exchange; moved in the transaction of the objects.
create table feed (
  name text primary key,
  cursor text not null,
  moved timestamptz not null
);

-- What failed a check, with its reason; what stood behind it passed.
create table quarantine (
  digest text primary key,
  reason text not null,
  object bytea not null,
  received timestamptz not null
);

grant select, insert on markings to ${service_role};
grant usage on sequence markings_id_seq to ${service_role};
grant select, insert, update on alert to ${service_role};
grant select, insert, delete on alert_container to ${service_role};
grant select, insert, update on feed to ${service_role};
grant select, insert, delete on quarantine to ${service_role};
