package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Ports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {

  @ParameterizedTest
  @CsvSource({
    "id, false",
    "controller, false",
    "created, false",
    "derived_from, false",
    "content, true",
    "state, true",
    "released_by_person, true"
  })
  void theServiceWritesOnAnAlertAndReleasesItAndChangesNothingElseOfIt(String column, boolean may) {
    // the role of the service has the name of its database
    assertThat(
            Ports.BEANR.rows(
                "select has_column_privilege(current_database(), 'alerts', '"
                    + column
                    + "', 'update')"))
        .containsExactly(may ? "t" : "f");
  }
}
