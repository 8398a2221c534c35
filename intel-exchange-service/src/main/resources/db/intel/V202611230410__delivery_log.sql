-- For each recipient class: what became visible to it, in which order, and when. Streams, hints and pulls read only this.
create table deliveries (
  pk bigint generated always as identity primary key,
  recipient text not null,
  seq bigint,
  object_id text not null,
  modified timestamptz not null,
  visible_at timestamptz,
  unique (recipient, object_id, modified),
  unique (recipient, seq),
  foreign key (object_id, modified) references object_versions (id, modified),
  check ((seq is null) = (visible_at is null))
);

create index deliveries_pending on deliveries (pk) where seq is null;
create index deliveries_page on deliveries (recipient, pk desc) where seq is not null;

create table delivery_heads (
  recipient text primary key,
  seq bigint not null
);

-- Changed after a restore, so that no cursor from before it is taken for one of now.
create table delivery_epoch (
  one boolean primary key default true check (one),
  epoch uuid not null default gen_random_uuid()
);

insert into delivery_epoch default values;

grant select, insert, update (seq, visible_at) on deliveries to ${service_role};
grant select, insert, update on delivery_heads to ${service_role};
grant select on delivery_epoch to ${service_role};

-- Numbers what is committed, in the order of insertion, without gaps for each class; returns how many rows and the new heads.
-- The lock is taken in a statement of its own: the numbering then sees everything that was committed before it was granted,
-- so a row can never receive a number below one that a reader has already passed. One notification tells a whole batch.
create function sequence_deliveries(batch integer) returns table (recipients text[], heads bigint[], numbered bigint)
language plpgsql as $$
declare
  told text;
  moment timestamptz;
begin
  perform pg_advisory_xact_lock(5276011801420093441);
  moment := clock_timestamp();
  with pending as (
    select p.pk, p.recipient, row_number() over (partition by p.recipient order by p.pk desc) - 1 as behind
      from (select d.pk, d.recipient from deliveries d where d.seq is null order by d.pk limit batch) p
  ), head as (
    insert into delivery_heads as h (recipient, seq)
    select pending.recipient, count(*) from pending group by pending.recipient
        on conflict (recipient) do update set seq = h.seq + excluded.seq
    returning h.recipient, h.seq
  ), numbering as (
    update deliveries d set seq = head.seq - pending.behind, visible_at = moment
      from pending join head on head.recipient = pending.recipient
     where d.pk = pending.pk
    returning d.pk
  )
  select array_agg(head.recipient), array_agg(head.seq), (select count(*) from numbering),
         string_agg(head.recipient || '=' || head.seq, ' ')
    into recipients, heads, numbered, told
    from head;
  if numbered > 0 then
    perform pg_notify('deliveries', case when octet_length(told) < 7900 then told else '*' end);
    return next;
  end if;
end
$$;

grant execute on function sequence_deliveries(integer) to ${service_role};
