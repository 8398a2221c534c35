-- What no standing release lets go to another port goes by age; machines say nothing of TLP RED, so nothing of it waits.
delete from receipts_due where tlp = 'RED';
create index receipts_due_by_time on receipts_due (at);
create index look_due_by_time on look_due (at);
create index collision_due_by_time on collision_due (at);
grant delete on collision_due to ${service_role};
