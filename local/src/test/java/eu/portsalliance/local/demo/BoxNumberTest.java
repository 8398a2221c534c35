package eu.portsalliance.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoxNumberTest {
  @Test
  void theCheckDigitIsThatOfTheStandardsExample() {
    // ISO 6346, annex A; and CSQU 305438 [3], the example that the BIC gives
    assertThat(BoxNumber.checkDigit("CSQU305438")).isEqualTo(3);
    assertThat(BoxNumber.checkDigit("MSKU123456")).isEqualTo(5);
    // letters on both sides of the multiples of 11 that are left out
    assertThat(BoxNumber.checkDigit("ABKU000000")).isEqualTo(checkDigit(10, 12, 21, 32));
    assertThat(BoxNumber.checkDigit("LVZU000000")).isEqualTo(checkDigit(23, 34, 38, 32));
  }

  @Test
  void aFreshNumberHasTheFormOfOne() {
    assertThat(BoxNumber.fresh(RandomGenerator.getDefault())).matches("[A-Z]{3}U[0-9]{7}");
  }

  private static int checkDigit(int... letters) {
    int sum = 0;
    for (int i = 0; i < letters.length; i++) {
      sum += letters[i] << i;
    }
    return sum % 11 % 10;
  }
}
