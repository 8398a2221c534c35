package eu.portsalliance.intel.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import eu.portsalliance.intel.alert.ContainerNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecogniserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MSKU1234565",
        "msku1234565",
        "MSKU 123456 5",
        "MSKU 123.456-5",
        "MSKU-123456/5",
        "MSK U 123456 (5)",
        "MSKU 123456[5]",
        "containerMSKU1234565sealed",
        "box:MSKU1234565,next",
        "MSKU\u00a0123456\u20115",
        "MS\u200bKU12\u202e34565",
        "\ufeffMSKU1234565",
        "\uff2d\uff33\uff2b\uff351234565",
        "\"MSKU1234565\";20;\"DV\""
      })
  void aNumberIsFoundHoweverItIsWritten(String text) {
    assertThat(numbers(text)).containsExactly("MSKU1234565");
    assertThat(read(text).unrecognised()).isZero();
  }

  @Test
  void numbersGluedToEachOtherComeApart() {
    assertThat(numbers("MSKU1234565CSQU3054383")).containsExactly("MSKU1234565", "CSQU3054383");
  }

  @Test
  void aWrongCheckDigitIsKeptAndFlaggedAndASecondMentionIsADuplicate() {
    assertThat(read("MSKU1234560, MSKU1234565 and msku 123456 5").containers())
        .containsExactly(
            new Recognised.Container("MSKU1234560", 0, false, false),
            new Recognised.Container("MSKU1234565", 13, true, false),
            new Recognised.Container("MSKU1234565", 29, true, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MSKU123456",
        "MSKU12345678",
        "MSK1234565",
        "MSKU12345O5",
        "\u041cSKU1234565",
        "1234565",
        "call 047 512 3456"
      })
  void whatLooksLikeANumberAndIsNoneIsNamed(String text) {
    assertThat(numbers(text)).isEmpty();
    assertThat(read(text).unrecognised()).isEqualTo(1);
    assertThat(read(text).places()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n\n", "Good morning, see the list below.", "20'DV;40'HC", "12 boxes"})
  void proseIsNoNumber(String text) {
    assertThat(read(text)).isEqualTo(new Recognised(List.of(), 0, List.of()));
  }

  @Test
  void moreThanTheMostIsRefusedAndNotCutOff() {
    assertThat(Recogniser.read("MSKU1234565\n".repeat(Recogniser.MOST))).isPresent();
    assertThat(Recogniser.read("MSKU1234565\n".repeat(Recogniser.MOST + 1))).isEmpty();
    assertThat(Recogniser.read("MSKU123456\n".repeat(Recogniser.MOST + 1))).isEmpty();
  }

  @Test
  void aLongTextMadeToBeSlowIsReadInTime() {
    for (String piece : List.of("A", "ABCD 1", "ABCD1 2 3 4 5 6 ", "ABCU123456 ", "1 ", "O")) {
      String text = piece.repeat(256 * 1024 / piece.length());
      org.junit.jupiter.api.Assertions.assertTimeout(
          java.time.Duration.ofSeconds(5), () -> Recogniser.read(text));
    }
  }

  @Property(tries = 200)
  void everyNumberOfAListIsFoundInItsOrderWhereItStands(
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 999_999) Integer> serials,
      @ForAll Random random) {
    StringBuilder text = new StringBuilder("Dear all,\nplease look at\n");
    List<String> expected = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (int serial : serials) {
      String number = number(serial);
      expected.add(number);
      positions.add(text.length());
      text.append(written(number, random));
      text.append(List.of("\n", "\r\n", ";", ", ", "\t", " 22G1 ").get(random.nextInt(6)));
    }
    Recognised read = read(text.toString());
    assertThat(read.containers().stream().map(Recognised.Container::number))
        .containsExactlyElementsOf(expected);
    assertThat(read.containers().stream().map(Recognised.Container::position))
        .containsExactlyElementsOf(positions);
    assertThat(read.containers()).allMatch(Recognised.Container::checkDigitValid);
    assertThat(read.containers().stream().filter(c -> !c.duplicate()).count())
        .isEqualTo(expected.stream().distinct().count());
    assertThat(read.unrecognised()).isZero();
  }

  @Property
  void anyTextIsReadAndEveryPlaceLiesInside(@ForAll String text) {
    Recognised read = read(text);
    assertThat(read.containers()).allMatch(c -> c.position() < text.length());
    assertThat(read.places()).allMatch(p -> p.position() < text.length());
    assertThat(read.unrecognised()).isEqualTo(read.places().size());
  }

  private static String number(int serial) {
    for (int digit = 0; digit < 10; digit++) {
      var number = new ContainerNumber("TGHU%06d%d".formatted(serial, digit));
      if (number.checkDigitValid()) {
        return number.value();
      }
    }
    throw new AssertionError(serial);
  }

  private static String written(String number, Random random) {
    String letters = number.substring(0, 4);
    String digits = number.substring(4, 10);
    char check = number.charAt(10);
    return switch (random.nextInt(6)) {
      case 0 -> number;
      case 1 -> letters.toLowerCase(java.util.Locale.ROOT) + digits + check;
      case 2 -> letters + " " + digits + " " + check;
      case 3 -> letters + "-" + digits + "-" + check;
      case 4 -> letters + " " + digits.substring(0, 3) + "." + digits.substring(3) + "/" + check;
      default -> letters + "\u200b" + digits + "\u00ad" + check;
    };
  }

  private static List<String> numbers(String text) {
    return read(text).containers().stream().map(Recognised.Container::number).toList();
  }

  private static Recognised read(String text) {
    return Recogniser.read(text).orElseThrow();
  }
}
