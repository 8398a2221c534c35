-- Which boxes somebody looked for on a day, by salted hash: each counts once against the allowance of that day.
create table look_allowance (
  actor text not null,
  day date not null,
  boxes text[] not null,
  primary key (actor, day)
);

create index look_allowance_day on look_allowance (day);

-- Every box that was looked for, until it was held against the alerts: whether one is on it is asked afterwards, so that
-- looking costs the same. The source is the same for one looker, box and day.
create table look_waiting (
  id uuid primary key,
  source text not null,
  container text not null,
  organisation text not null,
  at timestamptz not null
);

create index look_waiting_by_time on look_waiting (at);

grant select, insert, update, delete on look_allowance to ${service_role};
-- update: a round locks the rows that it holds against the alerts
grant select, insert, update, delete on look_waiting to ${service_role};
