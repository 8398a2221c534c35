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
  }

  @Test
  void aFreshNumberHasTheFormOfOne() {
    assertThat(BoxNumber.fresh(RandomGenerator.getDefault())).matches("MSKU[0-9]{7}");
  }
}
