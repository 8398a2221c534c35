-- Words and indicators are indexed in the form in which they are looked for; all alerts anew, the oldest first.
insert into alert_index_due (object_id) select object_id from alert_index order by place;
