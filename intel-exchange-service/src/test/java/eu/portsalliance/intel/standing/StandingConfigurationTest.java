package eu.portsalliance.intel.standing;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.access.Housekeeping;
import eu.portsalliance.intel.Ports;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingConfigurationTest {

  @Test
  void whatIsKeptForAnotherPortGoesAfterThirtyDays() {
    for (int days : List.of(29, 31)) {
      for (String insert :
          List.of(
              "receipts_due (port, object_id, modified, at) values ('FRBOL', 'kept %1$d', now(), now() - interval '%1$d days')",
              "look_due (port, source, alert, organisation, at) values ('FRBOL', 'kept', 'kept %1$d', 'x', now() - interval '%1$d days')",
              "collision_due (port, alert, at, tlp) values ('FRBOL', 'kept %1$d', now() - interval '%1$d days', 'GREEN')")) {
        Ports.DEHAM.execute("insert into " + insert.formatted(days));
      }
    }

    Ports.DEHAM
        .bean("endOfWhatIsKeptForOtherPorts", Housekeeping.class)
        .sweep()
        .block(Duration.ofSeconds(20));

    for (String kept :
        List.of("object_id from receipts_due", "alert from look_due", "alert from collision_due")) {
      assertThat(Ports.DEHAM.rows("select " + kept + " where port = 'FRBOL'"))
          .as(kept)
          .containsExactly("kept 29");
    }
  }
}
