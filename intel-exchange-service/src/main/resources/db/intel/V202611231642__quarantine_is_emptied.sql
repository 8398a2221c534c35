-- A text in quarantine says of which object it is, so that a withdrawal empties it too. What is kept so far does not say so: its
-- reason and digest stay.
alter table quarantine add column object_id text;
alter table quarantine add column object_modified timestamptz;
update quarantine set jws = null;
alter table quarantine add constraint text_says_of_what check (jws is null or object_id is not null);
create index quarantine_of_object on quarantine (object_id) where jws is not null;
grant update (jws, object_id, object_modified) on quarantine to ${service_role};
