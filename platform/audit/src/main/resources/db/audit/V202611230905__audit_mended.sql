-- Up to where a signed head is kept, and the tree there: what a signer gives is compared with what stands here.
alter table audit_log add column signed_size bigint not null default 0;
alter table audit_log add column signed_frontier bytea not null default '';

-- A row that cannot be read back would hold up all that come after it.
alter table audit_record add constraint audit_record_readable check (isfinite(at) and array_position(ids, null) is null) not valid;

-- A year by the calendar: an interval of 361 days counts as more than one of a year.
create or replace function erase_audit(kind text, older_than interval, batch integer) returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone bigint;
  limit_at timestamptz := clock_timestamp() - older_than;
begin
  if limit_at is null or limit_at > clock_timestamp() - interval '1 year' then
    raise exception 'audit rows are kept for a year or more';
  end if;
  with due as (
    select l.index, r.id, r.act
      from public.audit_record r join public.audit_leaf l on l.record = r.id
     where r.act = kind and r.at < limit_at
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

-- One head a second is more than anybody needs of what is older than a day: of that, the last head of each hour and of each 5,000 records stays.
create function thin_audit_heads() returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone bigint;
begin
  delete from public.audit_head h using (
    select size,
           row_number() over (partition by date_trunc('hour', signed_at, 'UTC') order by size desc) as in_hour,
           row_number() over (partition by (size - 1) / 5000 order by size desc) as in_part
      from public.audit_head
     where signed_at < clock_timestamp() - interval '1 day' and signed_at > clock_timestamp() - interval '4 days'
  ) placed
   where placed.size = h.size and placed.in_hour > 1 and placed.in_part > 1;
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function thin_audit_heads() from public;
grant execute on function thin_audit_heads() to ${service_role};
