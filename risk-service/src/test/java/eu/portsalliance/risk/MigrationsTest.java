package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.testkit.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  private static final TestPostgres.Database DATABASE = TestPostgres.database("risk");

  @BeforeAll
  static void migrateOnce() {
    DATABASE.migrate("risk");
  }

  @Test
  void theSecondRunDoesNothing() {
    assertThat(DATABASE.migrate("risk")).isZero();
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
    assertThatThrownBy(() -> DATABASE.executeAsService(sql))
        .hasMessageContaining("permission denied");
  }
}
