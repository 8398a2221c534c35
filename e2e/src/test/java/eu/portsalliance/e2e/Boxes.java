package eu.portsalliance.e2e;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Container numbers (ISO 6346) that no other test knows. */
final class Boxes {
  private static final List<String> OWNERS =
      List.of("MSKU", "MSCU", "HLBU", "CMAU", "TCLU", "SUDU", "TEMU", "OOLU");

  private Boxes() {}

  static String fresh() {
    String body =
        OWNERS.get(ThreadLocalRandom.current().nextInt(OWNERS.size()))
            + String.format(Locale.ROOT, "%06d", ThreadLocalRandom.current().nextInt(1_000_000));
    return body + checkDigit(body);
  }

  /** A number whose check digit does not belong to the rest, as on a box that was painted over. */
  static String withWrongCheckDigit() {
    String right = fresh();
    int digit = Character.digit(right.charAt(right.length() - 1), 10);
    return right.substring(0, right.length() - 1) + (digit + 1) % 10;
  }

  private static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += value(body.charAt(i)) << i;
    }
    return sum % 11 % 10;
  }

  /** Letters count from 10 to 38 and leave out the multiples of 11 (ISO 6346, annex A). */
  private static int value(char character) {
    int value = Character.digit(character, 36);
    return Character.isDigit(character) ? value : value + (value - 1) / 10;
  }
}
