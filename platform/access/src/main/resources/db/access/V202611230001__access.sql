create table idempotency_key (
  actor        text        not null,
  key          text        not null,
  request_hash bytea       not null,
  status       integer     not null default 0,
  location     text        not null default '',
  body         bytea       not null default '',
  created      timestamptz not null default now(),
  primary key (actor, key)
);
create index idempotency_key_created on idempotency_key (created);
grant select, insert, update, delete on idempotency_key to ${service_role};

create table audit_record (
  id           uuid        primary key default uuidv7(),
  at           timestamptz not null default clock_timestamp(),
  act          text        not null,
  actor        text        not null,
  organisation text        not null,
  purpose      text        not null,
  case_number  text        not null,
  what         text        not null,
  ids          text[]      not null,
  recipient    text        not null
);
grant select, insert on audit_record to ${service_role};

create table seen_assertion (
  jti     text        primary key,
  expires timestamptz not null
);
create index seen_assertion_expires on seen_assertion (expires);
grant select, insert, delete on seen_assertion to ${service_role};

create table directory_document (
  serial   bigint      primary key,
  document text        not null,
  received timestamptz not null default now()
);
grant select, insert on directory_document to ${service_role};
