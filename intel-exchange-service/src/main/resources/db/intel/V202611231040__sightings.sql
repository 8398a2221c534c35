-- What was seen of an alert of another port goes to that port once a second person lets it out; what was seen elsewhere of
-- an alert of this port stands beside what was seen here, with its port and without a person.
alter table alert_sighting alter column person drop not null;
alter table alert_sighting add column port text;
alter table alert_sighting add column sent_at timestamptz;
alter table alert_sighting add column sent_by_person text;
alter table alert_sighting add column sent_by_organisation text;
alter table alert_sighting add constraint sighted_here_by_a_person check ((port is null) = (person is not null));
alter table alert_sighting add constraint sent_has_sender
  check ((sent_at is not null) = (sent_by_person is not null and sent_by_organisation is not null));
-- The second person is held here too.
alter table alert_sighting add constraint sent_by_second_person check (sent_by_person <> person);

alter table duty_notice drop constraint duty_notice_kind_check;
alter table duty_notice add constraint duty_notice_kind_check
  check (kind in ('look-up', 'clock-near', 'clock-over', 'sighting'));

grant update (sent_at, sent_by_person, sent_by_organisation) on alert_sighting to ${service_role};
