-- An alert may mean one journey of its boxes: the first that it meets.
alter table alert add column one_journey boolean not null default false;
