package eu.portsalliance.bench.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.bench.harness.Latencies;
import eu.portsalliance.bench.harness.Outcome;
import eu.portsalliance.bench.harness.ProcessorTime;
import eu.portsalliance.bench.harness.Resident;
import eu.portsalliance.bench.harness.Table;
import eu.portsalliance.bench.harness.WallClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class FindingsTest {
  private static final long MILLI = 1_000_000;

  @Test
  void theLineHasTheFieldsThatAreAgreed() {
    Outcome outcome = findings(0, 20, 30, 40).outcome("alert-propagation");

    var line = JsonMapper.builder().build().readTree(outcome.json());
    assertThat(line.propertyNames())
        .contains(
            "bench",
            "p50_ms",
            "p99_ms",
            "reranked_p99_ms",
            "lost",
            "duplicated",
            "peer",
            "ratio",
            "n");
    assertThat(line.path("p50_ms").asDouble()).isBetween(29.9, 30.1);
    assertThat(line.path("ratio").asDouble()).isBetween(14.9, 15.1);
    assertThat(line.path("first_p50_ms").asDouble()).isBetween(199.5, 200.5);
    assertThat(line.path("n").asInt()).isEqualTo(1);
    assertThat(outcome.fault()).isEmpty();
  }

  @Test
  void whatIsLostIsAFault() {
    Outcome outcome = findings(2, 20).outcome("alert-propagation");

    assertThat(outcome.fields()).containsEntry("lost", 2);
    assertThat(outcome.fault()).hasValue("2 lost.");
  }

  @Test
  void peopleSeeFiguresHopsAndProcessors() {
    List<Table> tables = findings(0, 20).outcome("alert-propagation").tables();

    assertThat(tables).hasSize(3);
    assertThat(tables.getFirst().text()).contains("visible to every entitled peer, p50", "20.");
    assertThat(tables.getLast().text()).contains("load generator", "postgresql", "beanr-intel");
  }

  private static Findings findings(int lost, int... millis) {
    List<Round.Result> rounds = Arrays.stream(millis).mapToObj(each -> round(lost, each)).toList();
    return new Findings(
        new Round.Load(50, 0, 1), rounds, List.of(of(2), of(2)), new Resident(100, 90));
  }

  private static Round.Result round(int lost, int millis) {
    return new Round.Result(
        of(millis * 10),
        of(millis),
        of(millis * 2),
        of(millis),
        of(0),
        0,
        lost,
        0,
        0,
        new Hops(new WallClock(Instant.EPOCH, 0)),
        new ProcessorTime(1, Map.of("postgresql", 2.0, "beanr-intel", 3.0), 10),
        10);
  }

  private static Latencies of(int millis) {
    Latencies latencies = new Latencies();
    latencies.add(millis * MILLI);
    return latencies;
  }
}
