package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.testkit.TestPostgres;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

  private static final TestPostgres.Database DATABASE = TestPostgres.database("intel");

  @BeforeAll
  static void migrateOnce() {
    DATABASE.migrate("intel");
  }

  @Test
  void theSecondRunDoesNothing() {
    assertThat(DATABASE.migrate("intel")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "delete from alerts",
        "update object_versions set modified = now()",
        "delete from object_versions",
        "update deliveries set recipient = 'peer:NLRTM'",
        "delete from deliveries",
        "update delivery_epoch set epoch = gen_random_uuid()",
        "delete from quarantine",
        "update receipts set at = now()",
        "truncate receipts",
        "create table mine (id int)",
        "update audit_record set what = 'x'",
        "update standing_release set ceiling = 'AMBER_STRICT'",
        "update standing_release set ends = now()",
        "delete from standing_release",
        "update peer_acceptance set keys = '{x}'",
        "delete from peer_acceptance"
      })
  void theServiceCannot(String sql) {
    assertThatThrownBy(() -> DATABASE.executeAsService(sql))
        .hasMessageContaining("permission denied");
  }
}
