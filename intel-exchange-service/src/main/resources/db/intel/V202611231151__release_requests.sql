-- Release requests: the originator of an alert is asked to let it go further. They run against the same clocks as requests for
-- information. The answer of an originator that says yes is its word, for the recipients that were named, as long as it stands.
alter table information_request
  add column kind text not null default 'request-for-information',
  add column concerns text,
  add column recipients text[] not null default '{}',
  add check ((kind = 'release-request') = (concerns is not null));
alter table information_answer
  add column controller text,
  add column consent boolean,
  add column valid_until timestamptz;
create index information_request_concerns on information_request (concerns) where concerns is not null;

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
    execute format('delete from %I.information_answer where id = $1 and at < $2', tg_table_schema)
      using new.id, new.modified;
  elsif said ? 'due_at'
        and (said ->> 'kind' = 'request-for-information'
             or (said ->> 'kind' = 'release-request' and said -> 'wanted' ? 'alert')) then
    execute format(
      'insert into %1$I.information_request as r
         (id, modified, origin, controller, due_at, asked, named_only, kind, concerns, recipients)
       select $1, $2, $3, $4, $5, array(select jsonb_array_elements_text($6)), $7, $8, $9,
              array(select jsonb_array_elements_text($10))
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $2)
       on conflict (id) do update set
         modified = excluded.modified, due_at = excluded.due_at, asked = excluded.asked, named_only = excluded.named_only,
         kind = excluded.kind, concerns = excluded.concerns, recipients = excluded.recipients
        where r.modified < excluded.modified', tg_table_schema)
      using new.id, new.modified, new.origin, new.controller, (said ->> 'due_at')::timestamptz,
            coalesce(said -> 'audience', '[]'::jsonb),
            said ->> 'action_on' = 'observe'
            or object -> 'object_marking_refs' ? 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
            said ->> 'kind',
            case when said ->> 'kind' = 'release-request' then said -> 'wanted' ->> 'alert' end,
            case when said ->> 'kind' = 'release-request' then coalesce(said -> 'wanted' -> 'recipients', '[]'::jsonb)
                 else '[]'::jsonb end;
  elsif said ->> 'kind' = 'answer' and said ? 'in_reply_to' then
    execute format(
      'insert into %1$I.information_answer as a (id, request, origin, at, controller, consent, valid_until)
       select $1, $2, $3, $4, $5, $6, $7
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $4)
       on conflict (id) do update set consent = excluded.consent, valid_until = excluded.valid_until
        where a.origin = excluded.origin', tg_table_schema)
      using new.id, said ->> 'in_reply_to', new.origin, new.modified, new.controller, (said ->> 'consent')::boolean,
            (object ->> 'valid_until')::timestamptz;
  end if;
  return null;
end
$$;
