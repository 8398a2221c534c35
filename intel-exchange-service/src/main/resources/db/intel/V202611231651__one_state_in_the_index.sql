-- Everything in the index is released, so nobody asks for its state or writes it; the version before still does. The next one drops it.
alter table alert_index alter column state drop not null;
