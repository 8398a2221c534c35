-- Until when what stands released here is meant, until its end was seen to; new words in force set it anew.
alter table alerts add column ends timestamptz;
create function alert_ends() returns trigger language plpgsql as $$
begin
  new.ends := case when new.state = 'released' then cast(new.content ->> 'validUntil' as timestamptz) end;
  return new;
end
$$;
create trigger alert_ends before insert or update of content, state on alerts for each row execute function alert_ends();
update alerts set ends = cast(content ->> 'validUntil' as timestamptz) where state = 'released';
create index alerts_ending on alerts (ends) where ends is not null;
grant update (ends) on alerts to ${service_role};

-- Alerts of each port in the order in which they end.
create index alert_index_ending on alert_index (origin, valid_until);
