-- Which peers two people of this port accepted, by the keys that the directory named then. What one row says is never rewritten;
-- who confirmed it and who ended it stands beside it. One that was not confirmed is a proposal.
create table peer_acceptance (
  id bigint generated always as identity primary key,
  port text not null,
  keys text[] not null check (cardinality(keys) > 0),
  proposed_by text not null,
  proposed_organisation text not null,
  proposed_at timestamptz not null,
  confirmed_by text,
  confirmed_organisation text,
  confirmed_at timestamptz,
  ended_by text,
  ended_at timestamptz,
  constraint confirmed_by_second_person check (confirmed_by <> proposed_by),
  constraint confirmed_with_time check (num_nulls(confirmed_by, confirmed_organisation, confirmed_at) in (0, 3)),
  constraint ended_with_time check ((ended_by is null) = (ended_at is null))
);

create index peer_acceptance_standing on peer_acceptance (port) where ended_at is null;
create unique index peer_acceptance_waiting on peer_acceptance (port) where ended_at is null and confirmed_at is null;

-- What a peer was not given because nobody had accepted it. On acceptance such an entry is taken back and enters the log anew.
alter table deliveries add column passed_over boolean not null default false;
alter table deliveries add column again integer not null default 0;
alter table deliveries drop constraint deliveries_recipient_object_id_modified_key;
alter table deliveries add constraint deliveries_recipient_object_id_modified_key unique (recipient, object_id, modified, again);
create index deliveries_passed_over on deliveries (recipient) where passed_over and not withdrawn;

grant select, insert on peer_acceptance to ${service_role};
grant update (confirmed_by, confirmed_organisation, confirmed_at, ended_by, ended_at) on peer_acceptance to ${service_role};
grant update (passed_over) on deliveries to ${service_role};
