package eu.portsalliance.risk.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CSQU3054383",
        "FCIU9908030",
        "OOLU4293959",
        "MOEU0710945",
        "CCLU4214635",
        "NYKU0000000",
        "CMAU1639120"
      })
  void aNumberWithTheRightDigitIsSound(String value) {
    assertThat(new ContainerNumber(value).sound()).isTrue();
  }

  @Test
  void theNumberOfTheSampleIsKeptAndFlaggedTwice() {
    ContainerNumber number = new ContainerNumber("TESI1120274");

    assertThat(number.categoryValid()).isFalse();
    assertThat(number.checkDigitValid()).isFalse();
    assertThat(number.expectedCheckDigit()).contains(7);
  }

  @Test
  void anotherMarkingIsKeptWithoutADigitToExpect() {
    ContainerNumber number = new ContainerNumber("TANK12345");

    assertThat(number.form()).isEqualTo(ContainerNumber.Form.OTHER);
    assertThat(number.sound()).isFalse();
    assertThat(number.expectedCheckDigit()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csqu3054383", "CSQU 305438 3", "CSQU-305438-3", " csqu3054383 "})
  void itIsReadAsPeopleWriteIt(String written) {
    assertThat(ContainerNumber.read(written)).contains(new ContainerNumber("CSQU3054383"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ABC", "ABCDEFGHIJKLMNOP", "CSQU305438é", "CSQU_3054383"})
  void whatIsNoMarkingIsNotRead(String written) {
    assertThat(ContainerNumber.read(written)).isEmpty();
    assertThatThrownBy(() -> new ContainerNumber(written))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void exactlyOneDigitIsRight(@ForAll("stems") String stem) {
    int right = 0;
    for (int digit = 0; digit < 10; digit++) {
      if (new ContainerNumber(stem + digit).checkDigitValid()) {
        right++;
      }
    }
    assertThat(right).isEqualTo(1);
  }

  @Property
  void aChangedDigitIsNoticedUnlessTheRemainderIsTen(
      @ForAll("stems") String stem,
      @ForAll @IntRange(min = 4, max = 9) int place,
      @ForAll @IntRange(min = 1, max = 9) int by) {
    ContainerNumber one = sound(stem);
    char other = (char) ('0' + (stem.charAt(place) - '0' + by) % 10);
    String changed = stem.substring(0, place) + other + stem.substring(place + 1);
    ContainerNumber two = new ContainerNumber(changed + one.value().charAt(10));

    boolean digitZero = one.value().charAt(10) == '0';
    assertThat(!two.checkDigitValid() || digitZero).isTrue();
  }

  @Provide
  Arbitrary<String> stems() {
    return Combinators.combine(
            Arbitraries.strings().withCharRange('A', 'Z').ofLength(3),
            Arbitraries.of("U", "J", "Z"),
            Arbitraries.strings().withCharRange('0', '9').ofLength(6))
        .as((owner, category, serial) -> owner + category + serial);
  }

  private static ContainerNumber sound(String stem) {
    return new ContainerNumber(
        stem + new ContainerNumber(stem + "0").expectedCheckDigit().orElseThrow());
  }
}
