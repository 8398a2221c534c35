-- An alert whose review date has passed is told to its controller, once for each date.
alter table duty_notice drop constraint duty_notice_kind_check;
alter table duty_notice add constraint duty_notice_kind_check
  check (kind in ('look-up', 'clock-near', 'clock-over', 'sighting', 'review-due'));
create index alerts_to_review on alerts ((content ->> 'reviewOn')) where state = 'released';
