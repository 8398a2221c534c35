package eu.portsalliance.bench.startup;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.Resident;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupTest {

  @Test
  void theLineHasTheMediansOfTheStarts() {
    Outcome outcome = new Startup(Map.of()).outcome(List.of(start(50), start(40), start(45)));

    assertThat(outcome.json())
        .isEqualTo(
            "{\"bench\":\"startup\",\"up_s\":45.0,\"rss_mib\":4500.0,\"pss_mib\":2250.0,"
                + "\"postgresql_pss_mib\":90.0,\"jvms\":14,\"n\":3,\"up_range_s\":[40.0,50.0],"
                + "\"rss_range_mib\":[4000.0,5000.0]}");
    assertThat(outcome.fault()).isEmpty();
  }

  private static Startup.Start start(int seconds) {
    return new Startup.Start(
        seconds, 14, new Resident(seconds * 100, seconds * 50), new Resident(200, 90));
  }
}
