create table thing (name text not null);
grant select, insert on thing to ${service_role};
