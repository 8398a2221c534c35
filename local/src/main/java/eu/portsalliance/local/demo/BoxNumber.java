package eu.portsalliance.local.demo;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** Container numbers for the demonstration, with the check digit of ISO 6346, annex A. */
public final class BoxNumber {
  private static final String OWNER = "MSKU";
  private static final int SERIALS = 1_000_000;

  private BoxNumber() {}

  /** A number that was most likely not used before on this machine. */
  public static String fresh(RandomGenerator random) {
    String body = OWNER + String.format(Locale.ROOT, "%06d", random.nextInt(SERIALS));
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
    if (Character.isDigit(character)) {
      return character - '0';
    }
    return 10 + character - 'A' + skipped(character);
  }

  private static int skipped(char letter) {
    if (letter > 'U') {
      return 3;
    }
    if (letter > 'K') {
      return 2;
    }
    return letter > 'A' ? 1 : 0;
  }
}
