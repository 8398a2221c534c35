-- The moment after which a box is out of reach; the offset in seconds is that of the place. A journey
-- that was written before gets it with its next event.
alter table journey
  add column chance_kind text
    check (chance_kind in ('eta', 'discharge', 'release', 'gate-slot', 'loading', 'next-port', 'inland')),
  add column chance_at timestamptz,
  add column chance_offset integer,
  add column chance_place text,
  add check (num_nonnulls(chance_kind, chance_at, chance_offset, chance_place) in (0, 4));
