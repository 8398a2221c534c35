package eu.portsalliance.intel;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.testkit.People;
import eu.portsalliance.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Boxes and consignments are scored, people are not; that this looks is shown beside risk's. */
class PeopleTest {

  @Test
  void noTableRanksPeople() {
    TestPostgres.Database database = TestPostgres.database("intel");
    database.migrate("intel");

    assertThat(People.ranked(database)).isEmpty();
    assertThat(People.named(database)).contains("alerts", "alert_index");
  }

  @Test
  void noPathAndNoSchemaOfTheContractRanksPeople() {
    assertThat(People.ranked(contract())).isEmpty();
  }

  private static String contract() {
    try (InputStream in = PeopleTest.class.getResourceAsStream("/openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
