-- Who accepted the limits that a next version adds or changes, as it was written then: what is written on it is accepted anew.
create table amendment_acceptances (
  id text not null references alerts (id),
  version integer not null,
  modified timestamptz not null,
  person text not null,
  organisation text not null,
  limits text not null,
  at timestamptz not null,
  primary key (id, version, modified, person)
);
grant select, insert on amendment_acceptances to ${service_role};
