create table note (text text not null);
grant select, insert on note to ${service_role};
grant select on flyway_schema_history to ${service_role};
