package eu.portsalliance.intel.alert;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ContainerNumberTest {

  @Test
  void theVectorsOfTheStandardAreRight() {
    for (String number :
        new String[] {
          "CSQU3054383", "FCIU9908030", "OOLU4293959", "MOEU0710945", "CCLU4214635", "MSKU1234565"
        }) {
      assertThat(new ContainerNumber(number).checkDigitValid()).as(number).isTrue();
    }
  }

  @Test
  void aRemainderOfTenGivesTheDigitZero() {
    assertThat(new ContainerNumber("NYKU0000000").checkDigitValid()).isTrue();
    assertThat(new ContainerNumber("CMAU1639120").checkDigitValid()).isTrue();
  }

  @Test
  void aWrongCheckDigitIsKeptAndFlagged() {
    assertThat(ContainerNumber.read("TESI1120274"))
        .hasValueSatisfying(number -> assertThat(number.checkDigitValid()).isFalse());
  }

  @Test
  void itIsReadAsPeopleWriteIt() {
    assertThat(ContainerNumber.read("msku 123456-5")).contains(new ContainerNumber("MSKU1234565"));
    assertThat(ContainerNumber.read("MSKU12345")).isEmpty();
    assertThat(ContainerNumber.read("")).isEmpty();
  }

  @Property
  void exactlyOneDigitIsRight(
      @ForAll @StringLength(4) @CharRange(from = 'A', to = 'Z') String prefix,
      @ForAll @IntRange(max = 999_999) int serial) {
    long right = 0;
    for (int digit = 0; digit < 10; digit++) {
      var number = new ContainerNumber(prefix + String.format("%06d", serial) + digit);
      right += number.checkDigitValid() ? 1 : 0;
    }
    assertThat(right).isEqualTo(1);
  }

  @Property
  void anyTextIsReadOrRefusedAndNeverThrows(@ForAll String text) {
    ContainerNumber.read(text).ifPresent(number -> assertThat(number.value()).hasSize(11));
  }
}
