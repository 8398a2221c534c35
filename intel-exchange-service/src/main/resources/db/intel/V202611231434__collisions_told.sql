-- Alerts of other ports that met one of this port which their port does not hold: kept for that port, once, and told by a
-- standing release. The marking is the stricter of the two.
create table collision_due (
  port text not null,
  alert text not null,
  at timestamptz not null,
  tlp text not null,
  told_at timestamptz,
  primary key (port, alert)
);
create index collision_due_untold on collision_due (port, at) where told_at is null;
grant select, insert, update (told_at) on collision_due to ${service_role};
insert into alert_index_due (object_id) select object_id from alert_index order by place;
