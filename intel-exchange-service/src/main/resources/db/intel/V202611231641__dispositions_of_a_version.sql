-- What is set aside is the version that was seen: with the next one the alert is open again.
alter table alert_disposition add column modified timestamptz;
update alert_disposition d
   set modified = (select max(o.modified) from object_versions o
                    where o.id = d.object_id and o.modified <= d.at and not o.withdrawal);
delete from alert_disposition where modified is null;
alter table alert_disposition alter column modified set not null;
