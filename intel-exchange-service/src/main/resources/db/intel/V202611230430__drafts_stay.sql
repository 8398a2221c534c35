-- What was drafted, and by whom, is not for the service to change: the second person releases what the first one wrote.
revoke update on alerts from ${service_role};
grant update (state, modified, released_by_person, released_by_organisation) on alerts to ${service_role};
