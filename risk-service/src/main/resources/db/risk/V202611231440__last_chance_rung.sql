-- For which journeys each version of an alert has rung the duty desks. Written in the transaction that hands it to the exchange.
create table last_chance_rung (
  journey uuid not null references journey (id) on delete cascade,
  alert text not null references alert (id),
  modified timestamptz not null,
  due_at timestamptz not null,
  rung_at timestamptz not null,
  primary key (journey, alert, modified)
);

grant select, insert on last_chance_rung to ${service_role};
