-- Files of alerts of this port, cleaned. The contents of an alert and of its next version name those that belong to it; one that
-- neither names any more is gone.
create table attachment (
  alert text not null references alerts (id),
  sha256 text not null,
  bytes bytea not null,
  primary key (alert, sha256)
);
-- read in slices, and compressed by their own formats already
alter table attachment alter column bytes set storage external;

create function drop_unnamed_attachments() returns trigger language plpgsql as $$
begin
  delete from attachment f
   where f.alert = coalesce(new.id, old.id)
     and not exists (
       select from (select a.content from alerts a where a.id = f.alert
                    union all
                    select m.content from amendments m where m.id = f.alert) as named
        where named.content -> 'attachments' @> jsonb_build_array(jsonb_build_object('sha256', f.sha256)));
  return null;
end
$$;
create trigger alerts_attachments after update of content on alerts
  for each row execute function drop_unnamed_attachments();
create trigger amendments_attachments after update or delete on amendments
  for each row execute function drop_unnamed_attachments();

-- Files of another port's alerts that somebody here looked at, for the version that names them: whatever comes after that version,
-- an amendment or a withdrawal, takes them away.
create table attachment_copy (
  object_id text not null,
  modified timestamptz not null,
  sha256 text not null,
  bytes bytea not null,
  primary key (object_id, sha256),
  foreign key (object_id, modified) references object_versions (id, modified)
);
alter table attachment_copy alter column bytes set storage external;

create function drop_attachment_copies() returns trigger language plpgsql as $$
begin
  delete from attachment_copy c using arrived n where c.object_id = n.id and c.modified < n.modified;
  return null;
end
$$;
create trigger object_versions_attachments after insert on object_versions
  referencing new table as arrived for each statement execute function drop_attachment_copies();

grant select, insert, delete on attachment to ${service_role};
grant select, insert, delete on attachment_copy to ${service_role};
