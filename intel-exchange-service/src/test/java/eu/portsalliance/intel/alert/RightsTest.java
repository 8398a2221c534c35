package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.Ports;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightsTest {

  @ParameterizedTest
  @CsvSource({
    "drafted_by_person, false",
    "content, false",
    "controller, false",
    "version, false",
    "state, true",
    "released_by_person, true"
  })
  void theServiceReleasesADraftAndChangesNothingElseOfIt(String column, boolean may) {
    // the role of the service has the name of its database
    assertThat(
            Ports.BEANR.rows(
                "select has_column_privilege(current_database(), 'alerts', '"
                    + column
                    + "', 'update')"))
        .containsExactly(may ? "t" : "f");
  }
}
