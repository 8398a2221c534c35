-- TLP:CLEAR is for everyone signed in, also where the directory does not know the organisation: what stands is put before them.
insert into deliveries (recipient, object_id, modified)
select 'everyone', o.id, o.modified
  from object_versions o
 where not o.withdrawal
   and position('marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487'::bytea in o.payload) > 0
   and not exists (select from object_versions n where n.id = o.id and n.modified > o.modified)
   and exists (select from deliveries d where d.object_id = o.id and d.modified = o.modified and not d.withdrawn
                  and d.recipient like 'organisation:%')
 order by o.stored_at
on conflict do nothing;
