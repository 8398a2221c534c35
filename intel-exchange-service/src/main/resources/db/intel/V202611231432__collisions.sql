-- Two alerts of different controllers on one box: each is told of, found when an alert is indexed; those of before, now.
alter table duty_notice drop constraint duty_notice_kind_check;
alter table duty_notice add constraint duty_notice_kind_check
  check (kind in ('look-up', 'clock-near', 'clock-over', 'sighting', 'review-due', 'collision'));
insert into alert_index_due (object_id) select object_id from alert_index order by place;
