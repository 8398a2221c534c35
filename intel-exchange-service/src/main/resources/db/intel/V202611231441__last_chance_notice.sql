-- The desks of those who are to control a box are told when its last chance is near.
alter table duty_notice drop constraint duty_notice_kind_check;
alter table duty_notice add constraint duty_notice_kind_check
  check (kind in ('look-up', 'clock-near', 'clock-over', 'sighting', 'review-due', 'collision', 'last-chance'));
