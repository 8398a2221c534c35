package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  private static final String STAT =
      "4711 (a (strange) name) S 1 4711 4711 0 -1 4194304 100 200 0 0 250 150 30 20 20 0 9 0 123";

  @Test
  void ticksAreReadBehindTheLastBracketOfTheCommand() {
    assertThat(ProcessorTime.ofStat(STAT, 2)).isEqualTo(4.0);
    assertThat(ProcessorTime.ofStat(STAT, 4)).isEqualTo(4.5);
  }

  @Test
  void theMachineIsBusyWhenItIsNeitherIdleNorWaiting() {
    String stat = "cpu  100 10 50 9000 500 5 15 20 7 0\ncpu0 1 2 3 4 5 6 7 8 9 10\n";

    assertThat(ProcessorTime.busy(stat)).isEqualTo(2.0);
  }

  @Test
  void whatWasUsedIsTheDifferencePartByPart() {
    ProcessorTime before = new ProcessorTime(1, Map.of("intel", 2.0, "risk", 3.0), 10);
    ProcessorTime after = new ProcessorTime(1.5, Map.of("intel", 4.0, "risk", 3.25), 15);

    ProcessorTime used = after.since(before);

    assertThat(used.generator()).isEqualTo(0.5);
    assertThat(used.parts()).isEqualTo(Map.of("intel", 2.0, "risk", 0.25));
    assertThat(used.services()).isEqualTo(2.25);
    assertThat(used.others()).isCloseTo(2.25, within(1e-9));
  }

  @Test
  void thisProcessIsSeenByBothWays() throws IOException {
    ProcessorTime now = ProcessorTime.now(Map.of("self", ProcessHandle.current().pid()));

    assertThat(now.generator()).isPositive();
    assertThat(now.parts().get("self")).isCloseTo(now.generator(), within(2.0));
    assertThat(now.machine()).isPositive();
  }

  @Test
  void aProcessThatIsGoneUsesNothing() throws IOException {
    assertThat(ProcessorTime.now(Map.of("gone", 999_999_999L)).services()).isZero();
  }
}
