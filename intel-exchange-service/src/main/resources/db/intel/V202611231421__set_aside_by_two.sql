-- One person puts an alert off for their organisation for a day at most. That it is not theirs sets it aside for the one who says
-- so, and for their organisation once a colleague says so too.
alter table alert_disposition add column confirmed_by text;
alter table alert_disposition add column confirmed_at timestamptz;
alter table alert_disposition add constraint confirmed_with_time check ((confirmed_by is null) = (confirmed_at is null));
alter table alert_disposition add constraint confirmed_by_second_person check (confirmed_by <> person);
alter table alert_disposition add constraint confirmed_not_ours check (confirmed_by is null or state = 'not-ours');
update alert_disposition set until = least(until, now() + interval '24 hours') where state = 'snoozed';
