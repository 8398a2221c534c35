-- One index answers every search: by reader, by indicator and facet, by word, in any combination, starting from the rarest.
-- Its rows are written in the background, so they go straight into it: a reader never searches a list of pending ones.
alter table alert_index drop column indicators;
alter table alert_index add column terms text[] not null default '{}';
drop index alert_index_words;
create index alert_index_found on alert_index using gin (recipients, terms, words) with (fastupdate = off);
insert into alert_index_due (object_id) select object_id from alert_index;

-- What an organisation put off or away is few beside what it reads.
create index alert_disposition_of_organisation on alert_disposition (organisation, state);
