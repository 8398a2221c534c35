-- A chance that became another one, or moved, rings anew: each is kept with what ends it. What rang before stands for the chance of now.
alter table last_chance_rung add column kind text;
update last_chance_rung r set kind = coalesce((select j.chance_kind from journey j where j.id = r.journey), 'eta');
alter table last_chance_rung
  alter column kind set not null,
  drop constraint last_chance_rung_pkey,
  add primary key (journey, alert, modified, kind, due_at);
