-- What met an alert here beyond a peer's allowance of the day is kept from it for good.
alter table collision_due add column kept_at timestamptz;
drop index collision_due_untold;
create index collision_due_untold on collision_due (port, at) where told_at is null and kept_at is null;
create index collision_due_told on collision_due (port, told_at) where told_at is not null;
grant update (kept_at) on collision_due to ${service_role};
