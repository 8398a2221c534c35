package eu.portsalliance.bench.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.local.client.EventStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class SightingsTest {

  @Test
  void theFirstMomentOfAnAlertCountsAndEachTimeIsCounted() {
    Sightings sightings = new Sightings();
    sightings.see(alert("indicator--a", 100));
    sightings.see(alert("indicator--a", 200));
    sightings.see(alert("indicator--b", 300));

    assertThat(sightings.first("indicator--a")).hasValue(100);
    assertThat(sightings.times("indicator--a")).isEqualTo(2);
    assertThat(sightings.holds(List.of("indicator--a", "indicator--b"))).isTrue();
    assertThat(sightings.holds(List.of("indicator--c"))).isFalse();
    assertThat(sightings.first("indicator--c")).isEmpty();
    assertThat(sightings.times("indicator--c")).isZero();
  }

  @Test
  void aRankedBoxShowsTheAlertsAmongItsParts() {
    Sightings sightings = new Sightings();
    sightings.see(
        new EventStream.Event(
            "entry",
            "",
            """
            {"container":"MSKU1234565","parts":[{"kind":"finding","code":"x"},
             {"kind":"alert","alert":"indicator--a"},{"kind":"restricted","desk":"d"}]}
            """,
            100));
    sightings.see(new EventStream.Event("gone", "", "{\"container\":\"MSKU1234565\"}", 200));

    assertThat(sightings.first("indicator--a")).hasValue(100);
    assertThat(sightings.holds(List.of(""))).isFalse();
  }

  static EventStream.Event alert(String id, long received) {
    return new EventStream.Event("alert", "7", "{\"id\":\"" + id + "\"}", received);
  }
}
