package eu.portsalliance.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.portsalliance.bench.harness.Unmeasurable;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultOptionsTest {
  @Test
  void withoutAWordAThousandFaultsOfASeedDrawnThen() {
    assertThat(FaultOptions.parse(List.of()))
        .isEqualTo(new FaultOptions(1_000, List.of(), List.of(), false));
  }

  @Test
  void severalSeedsAreCampaignsBehindEachOther() {
    assertThat(FaultOptions.parse(List.of("--faults", "50", "--seeds", "1,2,3")))
        .isEqualTo(new FaultOptions(50, List.of(1L, 2L, 3L), List.of(), false));
  }

  @Test
  void aPlantedBugIsLookedForInAShortCampaignAndAllOfThemInOneEach() {
    assertThat(FaultOptions.parse(List.of("--plant", "leak")).plants()).containsExactly(Plant.LEAK);
    assertThat(FaultOptions.parse(List.of("--plant", "all")))
        .isEqualTo(new FaultOptions(15, List.of(), List.of(Plant.values()), false));
  }

  @Test
  void aWordThatIsNotUnderstoodIsNamed() {
    assertThatThrownBy(() -> FaultOptions.parse(List.of("--fault", "1")))
        .isInstanceOf(Unmeasurable.class)
        .hasMessageStartingWith("There is no option --fault of faults; there are --faults N");
    assertThatThrownBy(() -> FaultOptions.parse(List.of("--seeds", "1,")))
        .isInstanceOf(Unmeasurable.class)
        .hasMessage("--seeds takes a number from 1.");
    assertThatThrownBy(() -> FaultOptions.parse(List.of("--plant", "typo")))
        .isInstanceOf(Unmeasurable.class)
        .hasMessageStartingWith("There is no bug 'typo' to plant; there are lost-write");
  }
}
