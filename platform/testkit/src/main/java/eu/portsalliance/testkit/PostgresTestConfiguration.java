package eu.portsalliance.testkit;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.Map;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Gives a Spring context under test a database of its own. Keep {@code spring.flyway.url} set in
 * the test's properties: without it Boot does not switch Flyway on.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PostgresTestConfiguration {

  @Bean
  TestPostgres.Database testDatabase() {
    return TestPostgres.database("test");
  }

  @Bean
  R2dbcConnectionDetails testR2dbc(TestPostgres.Database database) {
    return () ->
        ConnectionFactoryOptions.parse(database.r2dbcUrl())
            .mutate()
            .option(ConnectionFactoryOptions.USER, database.name())
            .option(ConnectionFactoryOptions.PASSWORD, database.password())
            .build();
  }

  @Bean
  FlywayConnectionDetails testFlyway(TestPostgres.Database database) {
    return new FlywayConnectionDetails() {
      @Override
      public String getUsername() {
        return database.owner();
      }

      @Override
      public String getPassword() {
        return database.password();
      }

      @Override
      public String getJdbcUrl() {
        return database.jdbcUrl();
      }
    };
  }

  @Bean
  FlywayConfigurationCustomizer testServiceRole(TestPostgres.Database database) {
    return configuration -> configuration.placeholders(Map.of("service_role", database.name()));
  }
}
