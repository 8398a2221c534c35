-- What the process that follows the peers knows of its links, for the others to show.
create table peer_link (
  port       text        primary key,
  connected  boolean     not null,
  heard_at   timestamptz,
  level_at   timestamptz not null,
  written_at timestamptz not null default clock_timestamp()
);
grant select, insert, update, delete on peer_link to ${service_role};
