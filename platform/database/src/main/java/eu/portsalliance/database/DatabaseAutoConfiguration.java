package eu.portsalliance.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Tells Flyway what {@code alliance.database} says. */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
public class DatabaseAutoConfiguration {

  private static final String URL = "spring.flyway.url";

  private final DatabaseMode mode;

  DatabaseAutoConfiguration(Environment environment) {
    this.mode = DatabaseMode.of(environment);
    // without it Boot leaves Flyway out, and nobody would notice that nothing was looked at
    if (mode != DatabaseMode.MIGRATE_AND_SERVE && !environment.containsProperty(URL)) {
      throw new DatabaseRefused(
          URL + ": say where the database is, as jdbc:postgresql://host/name.");
    }
    if (mode == DatabaseMode.CHECK && environment.containsProperty("spring.flyway.password")) {
      throw new DatabaseRefused(
          "spring.flyway.password: take it away; with alliance.database=check the service runs"
              + " with its own role alone.");
    }
  }

  @Bean
  FlywayMigrationStrategy databaseAtStart(FlywayConnectionDetails connection) {
    var schema =
        new BlockingSchema(
            Objects.requireNonNull(connection.getJdbcUrl()), connection.getUsername());
    return switch (mode) {
      case MIGRATE, MIGRATE_AND_SERVE -> schema::migrate;
      case CHECK -> schema::check;
    };
  }

  /** The service's role, which the owner's takes the place of nowhere. */
  @Bean
  @ConditionalOnProperty(name = DatabaseMode.NAME, havingValue = "check")
  FlywayConnectionDetails serviceRole(Environment environment, R2dbcConnectionDetails service) {
    ConnectionFactoryOptions options = service.getConnectionFactoryOptions();
    String url = Objects.requireNonNull(environment.getProperty(URL));
    return new FlywayConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return url;
      }

      @Override
      public @Nullable String getUsername() {
        return text(options, ConnectionFactoryOptions.USER);
      }

      @Override
      public @Nullable String getPassword() {
        return text(options, ConnectionFactoryOptions.PASSWORD);
      }
    };
  }

  private static @Nullable String text(ConnectionFactoryOptions options, Option<?> option) {
    Object value = options.getValue(option);
    return value == null ? null : value.toString();
  }
}
