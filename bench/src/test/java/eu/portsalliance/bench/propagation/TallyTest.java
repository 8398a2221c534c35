package eu.portsalliance.bench.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.ProcessorTime;
import eu.portsalliance.bench.harness.WallClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final long MILLI = 1_000_000;

  private final Sightings rotterdam = new Sightings();
  private final Sightings hamburg = new Sightings();
  private final Sightings ranked = new Sightings();
  private final Round.Tally tally = new Round.Tally();

  @Test
  void visibleIsTheLaterOfThePeers() {
    rotterdam.see(SightingsTest.alert("a", 15 * MILLI));
    hamburg.see(SightingsTest.alert("a", 25 * MILLI));
    ranked.see(SightingsTest.alert("a", 60 * MILLI));

    Round.Result result = take("a");

    assertThat(result.visible().most()).isCloseTo(20, within(0.1));
    assertThat(result.reranked().most()).isCloseTo(55, within(0.1));
    assertThat(result.answered().most()).isCloseTo(7, within(0.1));
    assertThat(result.lost()).isZero();
    assertThat(result.duplicated()).isZero();
    assertThat(result.unranked()).isZero();
  }

  @Test
  void missingOnOneStreamIsLostAndHasNoLatency() {
    rotterdam.see(SightingsTest.alert("a", 15 * MILLI));

    Round.Result result = take("a");

    assertThat(result.lost()).isEqualTo(1);
    assertThat(result.unranked()).isEqualTo(1);
    assertThat(result.visible().count()).isZero();
  }

  @Test
  void everyTimeAfterTheFirstIsADuplicate() {
    for (int i = 0; i < 3; i++) {
      rotterdam.see(SightingsTest.alert("a", 15 * MILLI));
    }
    hamburg.see(SightingsTest.alert("a", 15 * MILLI));

    assertThat(take("a").duplicated()).isEqualTo(2);
  }

  private Round.Result take(String alert) {
    tally.take(alert, 5 * MILLI, 12 * MILLI, List.of(rotterdam, hamburg), ranked);
    return tally.result(
        new Round.Tally(),
        new Latencies(),
        0,
        new Hops(new WallClock(Instant.EPOCH, 0)),
        new ProcessorTime(0, Map.of(), 0),
        1);
  }
}
