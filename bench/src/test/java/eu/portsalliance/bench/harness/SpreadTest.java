package eu.portsalliance.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void anOddNumberHasItsMiddleAsMedian() {
    assertThat(Spread.of(List.of(9.0, 1.0, 5.0))).isEqualTo(new Spread(5, 1, 9));
  }

  @Test
  void anEvenNumberHasTheMeanOfItsTwoMiddles() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new Spread(3, 1, 100));
  }

  @Test
  void oneFigureIsItsOwnSpread() {
    Spread one = Spread.of(List.of(7.25));

    assertThat(one.range()).containsExactly(7.25, 7.25);
    assertThat(one.between()).isEqualTo("7.25 .. 7.25");
  }

  @Test
  void nothingHasNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
