package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResidentTest {

  @Test
  void memoryIsReadInMebibytes() {
    String rollup =
        """
        00400000-7ffe36b7e000 ---p 00000000 00:00 0    [rollup]
        Rss:              204800 kB
        Pss:              102400 kB
        Pss_Dirty:         51200 kB
        """;

    assertThat(Resident.parse(rollup)).isEqualTo(new Resident(200, 100));
  }

  @Test
  void aProcessThatIsGoneHoldsNothing() {
    assertThat(Resident.ofTree(999_999_999L)).isEqualTo(new Resident(0, 0));
  }

  @Test
  void thisProcessHoldsSomething() {
    Resident own = Resident.of(ProcessHandle.current().pid());

    assertThat(own.rss()).isGreaterThan(10);
    assertThat(own.pss()).isPositive().isLessThanOrEqualTo(own.rss());
  }
}
