-- A plan of the week that tells somebody of less waits for a second officer; what it was stays beside it, so that those whom it
-- named are told.
create table duty_rota_change (
  id uuid primary key,
  organisation text not null,
  zone text not null,
  shifts jsonb not null,
  zone_before text not null,
  shifts_before jsonb not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  ended_at timestamptz,
  confirmed_by text,
  check (confirmed_by is null or ended_at is not null)
);

create unique index duty_rota_change_waiting on duty_rota_change (organisation) where ended_at is null;

alter table duty_notice drop constraint duty_notice_kind_check;
alter table duty_notice add constraint duty_notice_kind_check
  check (kind in ('look-up', 'clock-near', 'clock-over', 'sighting', 'review-due', 'collision', 'last-chance', 'rota-change'));

grant select, insert, delete on duty_rota_change to ${service_role};
grant update (ended_at, confirmed_by) on duty_rota_change to ${service_role};
