-- As for the log's own heads. A witness finds a head within 10,000 records of any size, so it can follow however long it was away.
create function thin_notarised_heads() returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  gone bigint;
begin
  delete from public.notarised_head h using (
    select service, size,
           row_number() over (partition by service, date_trunc('hour', signed_at, 'UTC') order by size desc) as in_hour,
           row_number() over (partition by service, (size - 1) / 5000 order by size desc) as in_part
      from public.notarised_head
     where signed_at < clock_timestamp() - interval '1 day' and signed_at > clock_timestamp() - interval '4 days'
  ) placed
   where placed.service = h.service and placed.size = h.size and placed.in_hour > 1 and placed.in_part > 1;
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke execute on function thin_notarised_heads() from public;
grant execute on function thin_notarised_heads() to ${service_role};
