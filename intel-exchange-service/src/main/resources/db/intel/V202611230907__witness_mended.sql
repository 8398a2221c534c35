-- What the other port signed is the proof of a fork.
alter table audit_alarm add column head text not null default '';

-- As for the logs' own heads, by the time at which they were seen here.
create function thin_witnessed_heads() returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone bigint;
begin
  delete from public.witnessed_head h using (
    select log, size,
           row_number() over (partition by log, date_trunc('hour', seen_at, 'UTC') order by size desc) as in_hour,
           row_number() over (partition by log, (size - 1) / 5000 order by size desc) as in_part
      from public.witnessed_head
     where seen_at < clock_timestamp() - interval '1 day' and seen_at > clock_timestamp() - interval '4 days'
  ) placed
   where placed.log = h.log and placed.size = h.size and placed.in_hour > 1 and placed.in_part > 1;
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function thin_witnessed_heads() from public;
grant execute on function thin_witnessed_heads() to ${service_role};

-- After a port lost records for good (its database was put back to an earlier state) its log is followed anew from the beginning.
-- Only the owner of this database does that, by hand and on another port's word: what was seen before stays as evidence.
create table witnessed_before (
  log text not null,
  reason text not null,
  ended_at timestamptz not null default clock_timestamp(),
  size bigint not null,
  frontier bytea not null,
  heads jsonb not null
);

create function witness_anew(followed text, reason text) returns void
language plpgsql set search_path = pg_catalog, public as $$
begin
  if length(trim(reason)) < 10 then
    raise exception 'say why, in a sentence';
  end if;
  insert into public.witnessed_before (log, reason, size, frontier, heads)
  select l.log, witness_anew.reason, l.size, l.frontier,
         (select coalesce(jsonb_agg(jsonb_build_object('size', h.size, 'seen_at', h.seen_at, 'jws', h.jws) order by h.size), '[]')
            from public.witnessed_head h where h.log = l.log)
    from public.witnessed_log l where l.log = followed;
  delete from public.witnessed_head where log = followed;
  update public.audit_alarm set ended_at = clock_timestamp(), detail = detail || '; ended: ' || witness_anew.reason
   where log = followed and ended_at is null;
  update public.witnessed_log set size = 0, frontier = '', answered_at = clock_timestamp() where log = followed;
end
$$;

revoke execute on function witness_anew(text, text) from public;
