package eu.portsalliance.database;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What a process does about its schema: {@code alliance.database}. */
enum DatabaseMode {
  /** Migrates as the owning role and ends. */
  MIGRATE,
  /** Serves with the service's role alone, and only a schema that is there. */
  CHECK,
  /** Migrates as the owning role and serves: one machine, and tests. */
  MIGRATE_AND_SERVE;

  static final String NAME = "alliance.database";

  static DatabaseMode of(Environment environment) {
    return Binder.get(environment).bind(NAME, DatabaseMode.class).orElse(MIGRATE_AND_SERVE);
  }
}
