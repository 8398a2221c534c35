-- What was made of an alert is asked for whenever the alert changes.
create index alerts_derived_from on alerts (derived_from) where derived_from is not null;
