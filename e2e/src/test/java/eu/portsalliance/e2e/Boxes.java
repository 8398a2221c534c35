package eu.portsalliance.e2e;

import eu.portsalliance.local.demo.BoxNumber;
import java.util.concurrent.ThreadLocalRandom;

/** Container numbers (ISO 6346) that no other test knows. */
final class Boxes {
  private Boxes() {}

  static String fresh() {
    return BoxNumber.fresh(ThreadLocalRandom.current());
  }

  /** A number whose check digit does not belong to the rest, as on a box that was painted over. */
  static String withWrongCheckDigit() {
    String right = fresh();
    int digit = Character.digit(right.charAt(right.length() - 1), 10);
    return right.substring(0, right.length() - 1) + (digit + 1) % 10;
  }
}
