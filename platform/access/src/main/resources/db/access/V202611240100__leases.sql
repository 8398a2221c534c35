-- Who does which background work of this service: the fence rises with each term, and is of the key,
-- so that whoever holds it against a later term is no hindrance to renewing.
create table lease (
  name   text        primary key,
  holder text        not null,
  fence  bigint      not null,
  until  timestamptz not null,
  unique (name, fence)
) with (fillfactor = 50);
grant select, insert, update on lease to ${service_role};
