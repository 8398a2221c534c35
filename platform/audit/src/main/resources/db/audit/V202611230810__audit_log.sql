-- Rows are sealed in the order of their transactions, once every transaction before theirs has ended: none can slip in behind.
alter table audit_record add column tx xid8 not null default pg_current_xact_id();
create index audit_record_tx on audit_record (tx, id);
-- Rows come in the order of time: a few octets for each range of blocks find those of a day.
create index audit_record_at on audit_record using brin (at);

-- The Merkle tree over the rows. The hash stays when the row is erased after its time.
create table audit_leaf (
  index bigint primary key,
  record uuid not null unique,
  hash bytea not null check (octet_length(hash) = 32)
);

create table audit_log (
  one boolean primary key default true check (one),
  size bigint not null default 0,
  frontier bytea not null default '',
  last_tx xid8 not null default '0',
  last_id uuid not null default '00000000-0000-0000-0000-000000000000'
);
insert into audit_log default values;

create table audit_head (
  size bigint primary key,
  signed_at timestamptz not null,
  jws text not null
);

-- Whom a row is about, for "who looked at this": filled by the sealer, so that the act does not pay for it.
create table audit_subject (
  subject text not null,
  index bigint not null references audit_leaf (index),
  primary key (subject, index)
);

-- What was erased after its time, and under which class: the export says so in its place.
create table audit_erased (
  index bigint primary key references audit_leaf (index),
  act text not null,
  erased_at timestamptz not null default clock_timestamp()
);

grant select, insert on audit_leaf, audit_head, audit_subject to ${service_role};
grant select, update on audit_log to ${service_role};
grant select on audit_erased to ${service_role};

-- The only way in which a row ends: sealed, older than its class is kept for, never younger than a year. The service cannot choose rows.
create function erase_audit(kind text, older_than interval, batch integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone bigint;
begin
  if older_than < interval '1 year' then
    raise exception 'audit rows are kept for a year or more';
  end if;
  with due as (
    select l.index, r.id, r.act
      from public.audit_record r join public.audit_leaf l on l.record = r.id
     where r.act = kind and r.at < clock_timestamp() - older_than
     order by r.at limit batch
  ), noted as (
    insert into public.audit_erased (index, act) select index, act from due
  ), unsubjected as (
    delete from public.audit_subject s using due where s.index = due.index
  )
  delete from public.audit_record r using due where r.id = due.id;
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function erase_audit(text, interval, integer) from public;
grant execute on function erase_audit(text, interval, integer) to ${service_role};
