-- What this port saw of the logs of others: how far, which heads, and what was wrong with them.
create table witnessed_log (
  log text primary key,
  size bigint not null default 0,
  frontier bytea not null default '',
  answered_at timestamptz not null
);

create table witnessed_head (
  log text not null references witnessed_log (log),
  size bigint not null,
  jws text not null,
  seen_at timestamptz not null default clock_timestamp(),
  primary key (log, size)
);

create table audit_alarm (
  log text not null references witnessed_log (log),
  kind text not null check (kind in ('fork', 'gap', 'silence')),
  detail text not null,
  raised_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create unique index audit_alarm_open on audit_alarm (log, kind) where ended_at is null;

grant select, insert, update on witnessed_log to ${service_role};
grant select, insert on witnessed_head to ${service_role};
grant select, insert on audit_alarm to ${service_role};
grant update (ended_at) on audit_alarm to ${service_role};
