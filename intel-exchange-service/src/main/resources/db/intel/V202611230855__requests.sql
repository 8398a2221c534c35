-- Requests for information that run against a clock, and who answered: drawn from what is released here or received,
-- in the transaction that stores it. A request that is taken back has no clock any more.
create table information_request (
  id text primary key,
  modified timestamptz not null,
  origin text not null,
  controller text not null,
  due_at timestamptz not null,
  asked text[] not null,
  named_only boolean not null
);

create index information_request_due on information_request (due_at);

create table information_answer (
  id text primary key,
  request text not null,
  origin text not null,
  at timestamptz not null
);

create index information_answer_request on information_answer (request);

create function note_requests() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
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
  elsif said ->> 'kind' = 'request-for-information' and said ? 'due_at' then
    execute format(
      'insert into %1$I.information_request as r (id, modified, origin, controller, due_at, asked, named_only)
       select $1, $2, $3, $4, $5, array(select jsonb_array_elements_text($6)), $7
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $2)
       on conflict (id) do update set
         modified = excluded.modified, due_at = excluded.due_at, asked = excluded.asked, named_only = excluded.named_only
        where r.modified < excluded.modified', tg_table_schema)
      using new.id, new.modified, new.origin, new.controller, (said ->> 'due_at')::timestamptz,
            coalesce(said -> 'audience', '[]'::jsonb),
            said ->> 'action_on' = 'observe'
            or object -> 'object_marking_refs' ? 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1';
  elsif said ->> 'kind' = 'answer' and said ? 'in_reply_to' then
    execute format(
      'insert into %1$I.information_answer (id, request, origin, at)
       select $1, $2, $3, $4
        where not exists (select from %1$I.object_versions o where o.id = $1 and o.modified > $4)
       on conflict do nothing', tg_table_schema)
      using new.id, said ->> 'in_reply_to', new.origin, new.modified;
  end if;
  return null;
end
$$;

create trigger object_versions_note_requests after insert on object_versions for each row execute function note_requests();

grant select on information_request, information_answer to ${service_role};
