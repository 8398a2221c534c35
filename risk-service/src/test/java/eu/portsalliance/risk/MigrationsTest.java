package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final TestPostgres.Database DATABASE = TestPostgres.database("risk");

  @BeforeAll
  static void migrateOnce() {
    flyway().migrate();
  }

  @Test
  void theSecondRunDoesNothing() {
    assertThat(flyway().migrate().migrationsExecuted).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from equipment_event",
        "truncate journey",
        "delete from container",
        "delete from alert",
        "update markings set document = '{}'",
        "delete from feed",
        "create table mine (id int)",
        "update audit_record set what = 'x'"
      })
  void theServiceCannot(String sql) {
    assertThatThrownBy(() -> asService(sql)).hasMessageContaining("permission denied");
  }

  private static void asService(String sql) throws SQLException {
    try (Connection connection = DATABASE.asService();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Flyway flyway() {
    return Flyway.configure()
        .dataSource(DATABASE.jdbcUrl(), DATABASE.owner(), DATABASE.password())
        .locations("classpath:db/access", "classpath:db/risk")
        .placeholders(Map.of("service_role", DATABASE.name()))
        .load();
  }
}
