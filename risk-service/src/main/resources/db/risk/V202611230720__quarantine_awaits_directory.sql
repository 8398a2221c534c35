-- Whether a newer directory may mend it: said by whoever checked it, and no more read from the words
-- of the reason.
alter table quarantine add column awaits_directory boolean not null default false;
update quarantine set awaits_directory = true where reason like 'key %';
create index quarantine_awaiting on quarantine (received) where awaits_directory;
