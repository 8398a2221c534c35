-- The originator's word is for what it was asked, and for that alone: an answer to a release request names the version that was
-- read, the alert and the recipients, and counts while the request stands with just these. What is amended has no answer yet.
alter table information_request add column version integer;
update information_request r set version = o.version from object_versions o where o.id = r.id and o.modified = r.modified;
alter table information_request alter column version set not null;

alter table information_answer rename to information_answer_given;
alter table information_answer_given
  add column version integer,
  add column concerns text,
  add column recipients text[];

-- a request that was never amended leaves no doubt of what was answered
update information_answer_given a set version = r.version, concerns = r.concerns, recipients = r.recipients
  from information_request r
 where r.id = a.request and r.kind = 'release-request'
   and not exists (select from object_versions o where o.id = r.id and o.modified <> r.modified);

-- the answers that count
create view information_answer as
select a.id, a.request, a.origin, a.at, a.controller, a.consent, a.valid_until
  from information_answer_given a join information_request r on r.id = a.request
 where r.kind <> 'release-request'
    or (a.version = r.version and a.concerns = r.concerns and a.recipients @> r.recipients and a.recipients <@ r.recipients);

revoke select on information_answer_given from ${service_role};
grant select on information_answer to ${service_role};

create or replace function note_requests() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  object jsonb;
  said jsonb;
begin
  if position('"due_at"'::bytea in new.payload) = 0 and position('"in_reply_to"'::bytea in new.payload) = 0
     and position('"revoked"'::bytea in new.payload) = 0 then
    return null;
  end if;
  object := convert_from(new.payload, 'UTF8')::jsonb;
  said := object -> 'extensions' -> 'extension-definition--8f1d6c6e-6d0b-4b7e-9a51-3c4a7f0e2b95';
  if object -> 'revoked' = 'true' then
    execute format('delete from %I.information_request where id = $1 and modified < $2', tg_table_schema)
      using new.id, new.modified;
    execute format('delete from %I.information_answer_given where id = $1 and at < $2', tg_table_schema)
      using new.id, new.modified;
  elsif said ? 'due_at'
        and (said ->> 'kind' = 'request-for-information'
             or (said ->> 'kind' = 'release-request' and said -> 'wanted' ? 'alert')) then
    execute format(
      'insert into %1$I.information_request as r
         (id, modified, version, origin, controller, due_at, asked, named_only, kind, concerns, recipients)
       select $1, $2, $3, $4, $5, $6, array(select jsonb_array_elements_text($7)), $8, $9, $10,
              array(select jsonb_array_elements_text($11))
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $2)
       on conflict (id) do update set
         modified = excluded.modified, version = excluded.version, due_at = excluded.due_at, asked = excluded.asked,
         named_only = excluded.named_only, kind = excluded.kind, concerns = excluded.concerns, recipients = excluded.recipients
        where r.modified < excluded.modified', tg_table_schema)
      using new.id, new.modified, new.version, new.origin, new.controller, (said ->> 'due_at')::timestamptz,
            coalesce(said -> 'audience', '[]'::jsonb),
            said ->> 'action_on' = 'observe'
            or object -> 'object_marking_refs' ? 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
            said ->> 'kind',
            case when said ->> 'kind' = 'release-request' then said -> 'wanted' ->> 'alert' end,
            case when said ->> 'kind' = 'release-request' then coalesce(said -> 'wanted' -> 'recipients', '[]'::jsonb)
                 else '[]'::jsonb end;
  elsif said ->> 'kind' = 'answer' and said ? 'in_reply_to' then
    execute format(
      'insert into %1$I.information_answer_given as a
         (id, request, origin, at, controller, consent, valid_until, version, concerns, recipients)
       select $1, $2, $3, $4, $5, $6, $7, $8, $9, array(select jsonb_array_elements_text($10))
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $4)
       on conflict (id) do update set
         request = excluded.request, consent = excluded.consent, valid_until = excluded.valid_until,
         version = excluded.version, concerns = excluded.concerns, recipients = excluded.recipients
        where a.origin = excluded.origin', tg_table_schema)
      using new.id, said ->> 'in_reply_to', new.origin, new.modified, new.controller, (said ->> 'consent')::boolean,
            (object ->> 'valid_until')::timestamptz, (said ->> 'in_reply_to_version')::integer,
            said -> 'wanted' ->> 'alert', coalesce(said -> 'wanted' -> 'recipients', '[]'::jsonb);
  end if;
  return null;
end
$$;
