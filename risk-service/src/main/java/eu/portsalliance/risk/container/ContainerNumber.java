package eu.portsalliance.risk.container;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The number on the door of a freight container: owner code, category letter, serial number and
 * check digit (ISO 6346, clause 3).
 *
 * <p>A number whose check digit or category letter is wrong is a value too: misread, mistyped and
 * cloned boxes are what the port looks for, so such a number is kept and flagged, never refused.
 * Boxes with other markings (SMDG recommendation 2) are kept as {@link Form#OTHER}.
 *
 * @param value upper case, without blanks and hyphens, 4 to 15 letters and digits
 */
public record ContainerNumber(String value) implements Comparable<ContainerNumber> {
  private static final Pattern KEPT = Pattern.compile("[A-Z0-9]{4,15}");
  private static final Pattern ISO = Pattern.compile("[A-Z]{4}[0-9]{7}");
  private static final Pattern BLANKS = Pattern.compile("[ -]");

  /** How far a number follows ISO 6346. */
  public enum Form {
    /** Four letters and seven digits. */
    ISO,
    /** Any other marking. */
    OTHER
  }

  public ContainerNumber {
    if (!KEPT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a container number is 4 to 15 letters A to Z and digits, as in CSQU3054383");
    }
  }

  /**
   * Reads a number as people and systems write it: any case, with blanks or hyphens between its
   * parts.
   *
   * @return empty when what is left is no marking at all
   */
  public static Optional<ContainerNumber> read(String written) {
    if (written.length() > 40) {
      return Optional.empty();
    }
    String bare = BLANKS.matcher(written).replaceAll("").toUpperCase(Locale.ROOT);
    return KEPT.matcher(bare).matches() ? Optional.of(new ContainerNumber(bare)) : Optional.empty();
  }

  /** Whether the number has the eleven characters of ISO 6346. */
  public Form form() {
    return ISO.matcher(value).matches() ? Form.ISO : Form.OTHER;
  }

  /** Whether the fourth letter is U, J or Z (ISO 6346, 3.2); false for other markings. */
  public boolean categoryValid() {
    return form() == Form.ISO && "UJZ".indexOf(value.charAt(3)) >= 0;
  }

  /** Whether the last digit is the one that ISO 6346, annex A gives; false for other markings. */
  public boolean checkDigitValid() {
    return form() == Form.ISO && value.charAt(10) - '0' == checkDigit(value);
  }

  /** Whether nothing about the number is odd. */
  public boolean sound() {
    return categoryValid() && checkDigitValid();
  }

  /** The digit that should stand last, for a number of the ISO form. */
  public Optional<Integer> expectedCheckDigit() {
    return form() == Form.ISO ? Optional.of(checkDigit(value)) : Optional.empty();
  }

  @Override
  public int compareTo(ContainerNumber other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  /** The weighted sum modulo 11; a remainder of 10 is written as 0 (annex A). */
  private static int checkDigit(String number) {
    int sum = 0;
    for (int place = 0; place < 10; place++) {
      sum += equivalent(number.charAt(place)) << place;
    }
    return sum % 11 % 10;
  }

  /** A is 10, and the multiples of 11 are left out, so B is 12, L is 23 and V is 34. */
  private static int equivalent(char sign) {
    if (sign <= '9') {
      return sign - '0';
    }
    int plain = sign - 'A' + 10;
    int skipped = sign >= 'V' ? 3 : sign >= 'L' ? 2 : sign >= 'B' ? 1 : 0;
    return plain + skipped;
  }
}
