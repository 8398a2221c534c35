-- How far each peer's log has been read here. The cursor is the peer's own and means nothing to us.
create table peer_cursors (
  port text primary key,
  cursor text not null,
  moved_at timestamptz not null
);

-- What failed a check: kept with its reason so that somebody can look, never shown as an alert.
-- The text is absent where this port was not entitled to it: what is not ours to hold is not held.
create table quarantine (
  port text not null,
  digest bytea not null,
  reason text not null,
  jws text,
  received_at timestamptz not null default clock_timestamp(),
  primary key (port, digest)
);

create table receipts_due (
  port text not null,
  object_id text not null,
  modified timestamptz not null,
  at timestamptz not null,
  primary key (port, object_id, modified)
);

create table receipts (
  port text not null,
  object_id text not null,
  modified timestamptz not null,
  state text not null check (state in ('delivered', 'opened')),
  at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (object_id, modified, port, state)
);

-- When the registry last said that the directory held here is the current one.
create table directory_checks (
  one boolean primary key default true check (one),
  confirmed_at timestamptz not null
);

grant select, insert, update, delete on peer_cursors to ${service_role};
grant select, insert on quarantine to ${service_role};
grant select, insert, delete on receipts_due to ${service_role};
grant select, insert on receipts to ${service_role};
grant select, insert, update on directory_checks to ${service_role};
