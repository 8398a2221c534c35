package eu.portsalliance.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What whoever installs a release reads at its end. */
class NotesTest {
  private static final String NOBODY = "no registry approves its key";
  private static final String NO_PEER = "No other port can be reached";
  private static final String TWO_PEOPLE = "until two people of it approve a standing release";
  private static final String NO_BACKUP = "Nothing is backed up";

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theySayWhereThePlaneIsAndWhereToLookFirst(Chart chart) {
    assertThat(chart.notes(Map.of()))
        .contains(".example.org", "kubectl -n plane get pods,jobs", NO_BACKUP)
        .doesNotContain("{{", "<no value>");
  }

  @Test
  void ofAPortAsShippedTheySayWhatItLacks() {
    assertThat(Chart.PORT_TENANT.notes(Map.of()))
        .contains("ZZZZZ", "helm -n plane test nlrtm --logs", NOBODY, NO_PEER, TWO_PEOPLE);
  }

  @Test
  void ofAPortThatLacksNothingTheySaySo() {
    assertThat(
            Chart.PORT_TENANT.notes(
                Map.of(
                    "port.locode", "\"NLRTM\"",
                    "port.publicUrl", "\"https://nlrtm.example.org\"",
                    "network.alliance.to", "[{\"ipBlock\":{\"cidr\":\"198.51.100.10/32\"}}]",
                    "network.peers.to", "[{\"ipBlock\":{\"cidr\":\"198.51.100.32/32\"}}]",
                    "network.backup.to", "[{\"ipBlock\":{\"cidr\":\"192.0.2.80/32\"}}]",
                    "database.cnpg.backup.objectStore", "\"nlrtm-backups\"")))
        .contains("NLRTM is at https://nlrtm.example.org")
        .doesNotContain(NOBODY, NO_PEER, NO_BACKUP);
  }
}
