-- Drafts may be written on and looked through; what was released may be amended or taken back.
alter table alerts drop constraint alerts_state_check;
alter table alerts add constraint alerts_state_check check (state in ('draft', 'in-review', 'released', 'revoked'));
alter table alerts drop constraint released_has_releaser;
alter table alerts add constraint released_has_releaser
  check ((state in ('released', 'revoked')) = (released_by_person is not null and released_by_organisation is not null));
-- Whoever wrote on it releases it as little as whoever began it.
alter table alerts add column edited_by text[] not null default '{}';
alter table alerts add constraint released_by_no_editor check (not (released_by_person = any (edited_by)));
-- No code path can write another beginner into a draft, or other words into what stands but as its next version.
create function alert_words_stay() returns trigger language plpgsql as $$
begin
  if old.state in ('draft', 'in-review')
     and (new.state <> 'draft' or new.drafted_by_person <> old.drafted_by_person or new.version <= old.version) then
    raise exception 'who began a draft stays as it was';
  elsif old.state = 'revoked' or (old.state = 'released' and (new.state <> 'released' or new.version <= old.version)) then
    raise exception 'what was released stays as it was';
  end if;
  return new;
end
$$;
create trigger alert_words_stay
  before update of version, content, edited_by, drafted_by_person, drafted_by_organisation on alerts
  for each row execute function alert_words_stay();

-- Known here alone, and shown to whoever may read both.
alter table alerts add column derived_from text;
create index alerts_taken_back on alerts (controller, number desc) where state in ('in-review', 'revoked');

-- The next version of an alert that stands: written on, and not in force.
create table amendments (
  id text primary key references alerts (id),
  version integer not null,
  state text not null check (state in ('draft', 'in-review')),
  content jsonb not null,
  modified timestamptz not null,
  drafted_by_person text not null,
  drafted_by_organisation text not null,
  edited_by text[] not null default '{}'
);

-- A revocation that waits for its second person.
create table revocations (
  id text primary key references alerts (id),
  version integer not null,
  reason text not null,
  proposed_by_person text not null,
  proposed_by_organisation text not null,
  proposed_at timestamptz not null
);

-- Acts after the first release, and before it the writing on a draft; who began and who released stands with the alert.
create table alert_acts (
  id text not null references alerts (id),
  number bigint generated always as identity primary key,
  act text not null check (act in ('edited', 'sent-to-review', 'revocation-proposed', 'revocation-withdrawn',
                                   'revoked', 'drafted', 'released')),
  version integer not null,
  at timestamptz not null,
  person text not null,
  organisation text not null,
  reason text
);
create index alert_acts_of_alert on alert_acts (id, number);

-- Limits of H3 that a person accepted, for the version that was shown.
create table acceptances (
  object_id text not null,
  modified timestamptz not null,
  person text not null,
  organisation text not null,
  limits text not null,
  at timestamptz not null,
  primary key (object_id, modified, person),
  foreign key (object_id, modified) references object_versions (id, modified)
);

-- What was taken back: the payload of a version that was erased here is empty.
alter table object_versions add column withdrawal boolean not null default false;
alter table deliveries add column withdrawn boolean not null default false;
create table tombstones (
  key text primary key,
  modified timestamptz not null,
  erased_at timestamptz not null default clock_timestamp()
);

-- Drafts and amendments, as their people list them.
create view drafts as
  select number, id, version, state, controller, content, created, modified, drafted_by_person, drafted_by_organisation,
         edited_by, derived_from, false as amends
    from alerts where state in ('draft', 'in-review')
  union all
  select a.number, m.id, m.version, m.state, a.controller, m.content, a.created, m.modified, m.drafted_by_person,
         m.drafted_by_organisation, m.edited_by, a.derived_from, true
    from amendments m join alerts a on a.id = m.id;

grant update (version, content, edited_by, drafted_by_person, drafted_by_organisation) on alerts to ${service_role};
grant select, insert, update, delete on amendments to ${service_role};
grant select, insert, delete on revocations to ${service_role};
grant select, insert on alert_acts to ${service_role};
grant select, insert on acceptances to ${service_role};
grant update (payload, jws_signature) on object_versions to ${service_role};
grant update (withdrawn) on deliveries to ${service_role};
grant select, insert, update on tombstones to ${service_role};
grant select on drafts to ${service_role};
