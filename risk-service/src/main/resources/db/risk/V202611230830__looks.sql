-- How often somebody looked at boxes today. The actor stands as a salted hash, and a row ends with
-- its day: nothing about people is kept or compared here.
create table look_allowance (
  actor text not null,
  day date not null,
  looks integer not null check (looks > 0),
  primary key (actor, day)
);

create index look_allowance_day on look_allowance (day);

-- Every look at any box, until the exchange was told of it: whether an alert is on the box is asked
-- afterwards, so that looking costs the same.
create table look (
  id uuid primary key,
  container text not null,
  organisation text not null,
  at timestamptz not null
);

create index look_by_time on look (at);

grant select, insert, update, delete on look_allowance to ${service_role};
-- update: a round locks the rows that it tells of
grant select, insert, update, delete on look to ${service_role};
