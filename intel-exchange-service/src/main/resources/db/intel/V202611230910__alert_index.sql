-- What was put before somebody and has still to be indexed: written in the transaction that did it, by whichever path.
create table alert_index_due (
  pk bigint generated always as identity primary key,
  object_id text not null
);

create function note_alert_index_due() returns trigger language plpgsql as $$
begin
  insert into alert_index_due (object_id) select distinct object_id from given;
  return null;
end
$$;

create trigger deliveries_index_due after insert on deliveries
  referencing new table as given for each statement execute function note_alert_index_due();

insert into alert_index_due (object_id) select distinct object_id from deliveries;

-- One row for each alert that is put before people, in its newest version: to find it, and to ask the policy about it.
-- TLP:RED is never searched, so it has no row.
create table alert_index (
  object_id text primary key,
  modified timestamptz not null,
  place bigint not null,
  state text not null,
  kind text not null,
  tlp text not null,
  audience text[] not null,
  persons text[] not null,
  handling_code text not null,
  action_on text not null,
  regime text not null,
  controller text not null,
  origin text not null,
  valid_until timestamptz not null,
  indicators text[] not null,
  recipients text[] not null,
  words tsvector not null
);

create sequence alert_index_place;
create unique index alert_index_newest on alert_index (place desc);
create index alert_index_words on alert_index using gin (words);
create index alert_index_indicators on alert_index using gin (indicators);

grant select, insert, delete on alert_index_due to ${service_role};
grant select, insert, update, delete on alert_index to ${service_role};
grant usage on sequence alert_index_place to ${service_role};
