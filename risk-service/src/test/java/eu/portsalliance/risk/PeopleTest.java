package eu.portsalliance.risk;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.testkit.People;
import eu.portsalliance.testkit.TestPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Boxes and consignments are scored, people are not. */
class PeopleTest {

  @Test
  void noTableRanksPeopleAndOnlyTheRecordOfWhoCalledNamesThem() {
    TestPostgres.Database database = TestPostgres.database("risk");
    database.migrate("risk");

    assertThat(People.ranked(database)).isEmpty();
    assertThat(People.named(database))
        .allMatch(table -> table.matches("(audit|idempotency|look)_.*"))
        .contains("audit_record");

    database.execute("create table suspects (driver text, rating integer)");
    assertThat(People.ranked(database)).singleElement().asString().startsWith("suspects ");
    assertThat(People.named(database)).contains("suspects");
  }

  @Test
  void noPathAndNoSchemaOfTheContractRanksPeople() {
    assertThat(People.ranked(contract())).isEmpty();
    assertThat(
            People.ranked(
                """
                paths:
                  /suspects:
                    get:
                      parameters: [{name: byScore, in: query}]
                components:
                  schemas:
                    Crew: {type: object, properties: {riskPoints: {type: integer}}}
                    Boxes: {type: array, items: {properties: {driver: {}, score: {}}}}
                """))
        .containsExactlyInAnyOrder("/suspects get", "schemas Crew", "Boxes items");
  }

  private static String contract() {
    try (InputStream in = PeopleTest.class.getResourceAsStream("/openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
