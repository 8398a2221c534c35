package eu.portsalliance.registry.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.testkit.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.database("registry");

  @BeforeAll
  static void migrateOnce() {
    DATABASE.migrate("registry");
  }

  @Test
  void theSecondRunDoesNothing() {
    assertThat(DATABASE.migrate("registry")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update issued_directory set document = 'x'",
        "delete from issued_directory",
        "truncate issued_directory",
        "insert into port (locode, name, country) values ('FRLEH', 'Le Havre', 'FR')",
        "update port set status = 'active'",
        "delete from port_key",
        "update port_key set x = 'x'",
        "insert into organisation values ('x-y', 'x', 'authority', 'NL')",
        "update organisation_port set port = 'NLRTM'",
        "create table mine (id int)",
        "update audit_record set what = 'x'"
      })
  void theServiceCannot(String sql) {
    assertThatThrownBy(() -> DATABASE.executeAsService(sql))
        .hasMessageContaining("permission denied");
  }
}
