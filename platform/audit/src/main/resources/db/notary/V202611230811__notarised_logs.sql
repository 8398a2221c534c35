-- What this service signed for the logs of its port, leaf by leaf: it never signs two histories of one.
create table notarised_log (
  service text primary key,
  size bigint not null default 0,
  frontier bytea not null default ''
);

create table notarised_leaf (
  service text not null references notarised_log (service),
  index bigint not null,
  hash bytea not null check (octet_length(hash) = 32),
  primary key (service, index)
);

create table notarised_head (
  service text not null references notarised_log (service),
  size bigint not null,
  signed_at timestamptz not null,
  jws text not null,
  primary key (service, size)
);

grant select, insert, update on notarised_log to ${service_role};
grant select, insert on notarised_leaf, notarised_head to ${service_role};
