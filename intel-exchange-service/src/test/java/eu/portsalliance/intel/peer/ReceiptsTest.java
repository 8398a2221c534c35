package eu.portsalliance.intel.peer;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Locode;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.Ports;
import eu.portsalliance.intel.standing.Standing;
import eu.portsalliance.intel.standing.StandingRelease;
import eu.portsalliance.intel.standing.StandingReleases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Against a port that is in no directory, so that no link sends what is due to it. */
class ReceiptsTest {
  private static final String PEER = "BEOST";

  @Test
  void onlyWhatAStandingReleaseCoversLeaves() {
    for (String tlp : List.of("GREEN", "AMBER", "AMBER_STRICT")) {
      Ports.NLRTM.execute(
          "insert into receipts_due (port, object_id, modified, at, tlp) values ('%s', 'indicator--%s', now(), now(), '%s')"
              .formatted(PEER, tlp, tlp));
    }

    assertThat(due(Standing.of(StandingRelease.Type.RECEIPT, PEER, Tlp.AMBER)))
        .containsExactlyInAnyOrder("indicator--GREEN", "indicator--AMBER");
    assertThat(due(Standing.of(StandingRelease.Type.LOOK, PEER, Tlp.AMBER))).isEmpty();
    assertThat(due(Standing.of(StandingRelease.Type.RECEIPT, "DEHAM", Tlp.AMBER))).isEmpty();
  }

  private static List<String> due(StandingReleases standing) {
    return new Receipts(Ports.NLRTM.bean(DatabaseClient.class), standing)
        .due(new Locode(PEER)).blockOptional(Duration.ofSeconds(10)).orElseThrow().stream()
            .map(ReceiptPage.Receipt::id)
            .toList();
  }
}
