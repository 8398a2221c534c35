-- What comparing with a peer came to: what it released to this port, held against what is here of it.
create table peer_digest (
  port text primary key,
  state text not null check (state in ('agrees', 'repairing', 'differs')),
  compared_at timestamptz not null,
  objects bigint not null,
  sent_again bigint not null default 0,
  erased_again bigint not null default 0
);

grant select, insert, update, delete on peer_digest to ${service_role};
