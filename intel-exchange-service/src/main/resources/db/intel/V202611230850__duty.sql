-- Which of the alerts released here are about a box, in the newest version: what a look at the box is held against.
create table watched_box (
  container text not null,
  alert text not null references alerts (id),
  primary key (container, alert)
);

create index watched_box_alert on watched_box (alert);

create function watch_boxes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('delete from %I.watched_box where alert = $1', tg_table_schema) using new.id;
  if new.state = 'released' and jsonb_typeof(new.content -> 'containers') = 'array' then
    execute format(
      'insert into %I.watched_box (container, alert)
       select distinct upper(regexp_replace(c, ''[^A-Za-z0-9]'', '''', ''g'')), $1
         from jsonb_array_elements_text($2) as c', tg_table_schema)
      using new.id, new.content -> 'containers';
  end if;
  return null;
end
$$;

create trigger alerts_watch_boxes after insert or update on alerts for each row execute function watch_boxes();

insert into watched_box (container, alert)
select distinct upper(regexp_replace(c, '[^A-Za-z0-9]', '', 'g')), a.id
  from alerts a, jsonb_array_elements_text(a.content -> 'containers') as c
 where a.state = 'released';

-- What an organisation has to be told of, without content. A quiet one stands on its page and is sent nowhere.
create table duty_notice (
  id uuid primary key,
  organisation text not null,
  kind text not null check (kind in ('look-up', 'clock-near', 'clock-over')),
  about text not null,
  port text not null,
  by_organisation text,
  source text not null,
  happened_at timestamptz not null,
  raised_at timestamptz not null,
  due_at timestamptz,
  quiet boolean not null,
  leased_until timestamptz,
  told_at timestamptz,
  escalated_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  unique (organisation, kind, about, source),
  check ((acknowledged_at is null) = (acknowledged_by is null))
);

create index duty_notice_list on duty_notice (organisation, raised_at desc);
create index duty_notice_open on duty_notice (organisation, kind, about) where acknowledged_at is null;
create index duty_notice_to_tell on duty_notice (raised_at)
  where not quiet and acknowledged_at is null and escalated_at is null;

-- Looks at boxes under an alert of another port, until that port was told.
create table look_due (
  port text not null,
  source text not null,
  alert text not null,
  organisation text not null,
  at timestamptz not null,
  primary key (port, source, alert)
);

-- Who is on duty in which part of the week, by the clock of the zone.
create table duty_rota (
  organisation text primary key,
  zone text not null,
  shifts jsonb not null,
  changed_at timestamptz not null
);

grant select on watched_box to ${service_role};
grant select, insert on duty_notice to ${service_role};
grant update (leased_until, told_at, escalated_at, acknowledged_at, acknowledged_by) on duty_notice to ${service_role};
grant select, insert, delete on look_due to ${service_role};
grant select, insert, update on duty_rota to ${service_role};
