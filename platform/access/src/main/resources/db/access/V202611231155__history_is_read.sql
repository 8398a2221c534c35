-- a service that does not migrate asks whether somebody did (alliance.database=check)
grant select on flyway_schema_history to ${service_role};
