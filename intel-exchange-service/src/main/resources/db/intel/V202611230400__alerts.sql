-- The acts of people: a draft, and its release by somebody else.
create table alerts (
  id text primary key,
  number bigint not null generated always as identity,
  version integer not null,
  state text not null check (state in ('draft', 'released')),
  controller text not null,
  content jsonb not null,
  created timestamptz not null,
  modified timestamptz not null,
  drafted_by_person text not null,
  drafted_by_organisation text not null,
  released_by_person text,
  released_by_organisation text,
  constraint released_has_releaser
    check ((state = 'released') = (released_by_person is not null and released_by_organisation is not null)),
  -- The second person is held here too: no code path can write an alert that one person released alone.
  constraint released_by_second_person check (released_by_person <> drafted_by_person)
);

create index alerts_drafts on alerts (controller, number desc) where state = 'draft';

grant select, insert, update on alerts to ${service_role};

-- What crosses: the exact bytes, written once. The compact JWS is header.base64url(payload).signature.
create table object_versions (
  id text not null,
  modified timestamptz not null,
  version integer not null,
  origin text not null,
  controller text not null,
  jws_header text not null,
  payload bytea not null,
  jws_signature text not null,
  stored_at timestamptz not null default clock_timestamp(),
  primary key (id, modified)
);

grant select, insert on object_versions to ${service_role};
