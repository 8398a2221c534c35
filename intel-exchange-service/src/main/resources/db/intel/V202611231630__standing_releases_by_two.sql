-- What machines disclose is let by two people: one proposes, another one approves, and one takes it back, at once or from a day
-- on. What was proposed is never rewritten; who did what stands beside it.
create table standing_release (
  id uuid primary key,
  type text not null check (type in ('RECEIPT', 'LOOK', 'COLLISION')),
  audience text[] not null check (cardinality(audience) > 0),
  ceiling text not null check (ceiling in ('CLEAR', 'GREEN', 'AMBER', 'AMBER_STRICT')),
  ends timestamptz not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_from timestamptz,
  constraint one_year_at_most check (ends <= proposed_at + interval '366 days'),
  constraint approved_by_second_person check (approved_by <> proposed_by),
  constraint approved_with_time check ((approved_by is null) = (approved_at is null)),
  constraint withdrawn_with_time check (num_nulls(withdrawn_by, withdrawn_at, withdrawn_from) in (0, 3)),
  constraint withdrawn_earlier check (withdrawn_from <= ends)
);
grant select, insert, update (approved_by, approved_at, withdrawn_by, withdrawn_at, withdrawn_from) on standing_release to ${service_role};
