-- However often an organisation looks at the boxes of an alert at one port on one day, one notice of it stands open until somebody
-- takes it on, and says how many looks there were; which looks were counted is kept as long as one may be told again.
alter table duty_notice add column looks integer not null default 1 check (looks > 0);

create table look_counted (
  alert text not null,
  port text not null,
  source text not null,
  organisation text,
  at timestamptz not null,
  counted_at timestamptz not null,
  primary key (alert, port, source)
);

create index look_counted_by_time on look_counted (counted_at);

insert into look_counted (alert, port, source, organisation, at, counted_at)
select about, port, source, by_organisation, happened_at, raised_at
  from duty_notice where kind = 'look-up' and raised_at > now() - interval '31 days'
on conflict do nothing;

with look as (
  select id, row_number() over (one order by quiet, raised_at, id) as nth, count(*) over one as looks,
         max(happened_at) over one as at
    from duty_notice
   where kind = 'look-up' and acknowledged_at is null
  window one as (partition by organisation, about, port, by_organisation, cast(raised_at at time zone 'UTC' as date))
), folded as (
  delete from duty_notice n using look where n.id = look.id and look.nth > 1
)
update duty_notice n set looks = look.looks, happened_at = look.at from look where n.id = look.id and look.nth = 1;

create unique index duty_notice_one_of_looks
  on duty_notice (organisation, about, port, coalesce(by_organisation, ''), cast(raised_at at time zone 'UTC' as date))
  where kind = 'look-up' and acknowledged_at is null;

-- A notice rings once in any case, also when somebody took it on before; what was taken on until now stays silent.
update duty_notice set quiet = true where acknowledged_at is not null and told_at is null;
drop index duty_notice_to_tell;
create index duty_notice_to_tell on duty_notice (raised_at)
  where not quiet and escalated_at is null and (told_at is null or acknowledged_at is null);

grant select, insert, delete on look_counted to ${service_role};
grant update (looks, happened_at) on duty_notice to ${service_role};
