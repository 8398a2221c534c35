-- What the last run came to, so that every replica tells the same. History is in audit_record.
create table last_reconciliation (
  single   boolean     primary key default true check (single),
  at       timestamptz not null,
  outcome  text        not null check (outcome in ('matched', 'changed', 'failed')),
  changes  text[]      not null,
  reason   text        not null,
  next_run timestamptz not null
);
grant select, insert, update on last_reconciliation to ${service_role};
