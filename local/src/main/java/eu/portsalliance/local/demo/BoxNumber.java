package eu.portsalliance.local.demo;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Container numbers for the demonstration, the end-to-end tests and the benchmarks, with the check
 * digit of ISO 6346, annex A.
 */
public final class BoxNumber {
  private static final List<String> OWNERS =
      List.of("MSKU", "MSCU", "HLBU", "CMAU", "TCLU", "SUDU", "TEMU", "OOLU");
  private static final int SERIALS = 1_000_000;

  private BoxNumber() {}

  /** A number that was most likely not used before on this machine. */
  public static String fresh(RandomGenerator random) {
    String body =
        OWNERS.get(random.nextInt(OWNERS.size()))
            + String.format(Locale.ROOT, "%06d", random.nextInt(SERIALS));
    return body + checkDigit(body);
  }

  /** The check digit of the first ten characters. */
  static int checkDigit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += value(body.charAt(i)) << i;
    }
    return sum % 11 % 10;
  }

  /** Letters count from 10 to 38 and leave out the multiples of 11. */
  private static int value(char character) {
    int value = Character.digit(character, 36);
    return Character.isDigit(character) ? value : value + (value - 1) / 10;
  }
}
