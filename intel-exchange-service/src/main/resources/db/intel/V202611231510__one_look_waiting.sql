-- The same person, box and day wait once.
delete from look_waiting a using look_waiting b where a.source = b.source and (a.at, a.id) > (b.at, b.id);
create unique index look_waiting_once on look_waiting (source);
