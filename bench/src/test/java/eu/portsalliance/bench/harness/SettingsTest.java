package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void nothingAskedForLeavesEverythingToTheBenchmarks() {
    Settings settings = Settings.parse(List.of());

    assertThat(settings.names()).isEmpty();
    assertThat(settings.n()).isEmpty();
    assertThat(settings.rate()).isEmpty();
    assertThat(settings.warmUp()).isEmpty();
    assertThat(settings.repetitions()).isEmpty();
  }

  @Test
  void namesAndNumbersMayStandInAnyOrder() {
    Settings settings =
        Settings.parse(
            List.of(
                "--n",
                "200",
                "startup",
                "--rate",
                "50",
                "startup",
                "--warm-up",
                "0",
                "--repeat",
                "1"));

    assertThat(settings.names()).containsExactly("startup");
    assertThat(settings.n()).hasValue(200);
    assertThat(settings.rate()).hasValue(50);
    assertThat(settings.warmUp()).hasValue(0);
    assertThat(settings.repetitions()).hasValue(1);
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertThatThrownBy(() -> Settings.parse(List.of("--loops", "3")))
        .isInstanceOf(Unmeasurable.class)
        .hasMessageContaining("--loops")
        .hasMessageContaining("--repeat");
  }

  @Test
  void aNumberThatIsNoneOrTooSmallIsRefused() {
    for (String value : List.of("0", "-1", "many", "", "9999999")) {
      assertThatThrownBy(() -> Settings.parse(List.of("--rate", value)))
          .isInstanceOf(Unmeasurable.class)
          .hasMessage("--rate takes a number from 1.");
    }
    assertThatThrownBy(() -> Settings.parse(List.of("--n"))).isInstanceOf(Unmeasurable.class);
  }
}
