package eu.portsalliance.intel.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container number (ISO 6346): three letters for the owner, one for the category, six digits and
 * a check digit. Numbers that the check digit contradicts occur on real boxes and forged ones
 * alike, so they are kept and flagged.
 *
 * @param value eleven characters, capitals and digits, for example {@code CSQU3054383}
 */
public record ContainerNumber(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Z]{4}[0-9]{7}");

  public ContainerNumber {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a container number is four letters and seven digits");
    }
  }

  /** Reads a number as people write it: small letters, spaces and hyphens are taken too. */
  public static Optional<ContainerNumber> read(String written) {
    String plain = written.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    return FORM.matcher(plain).matches()
        ? Optional.of(new ContainerNumber(plain))
        : Optional.empty();
  }

  /** Whether the last digit is the one that ISO 6346, annex A, gives for the ten before it. */
  public boolean checkDigitValid() {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += weight(value.charAt(i)) << i;
    }
    return sum % 11 % 10 == value.charAt(10) - '0';
  }

  /** A = 10, B = 12 and on, leaving out the multiples of eleven. */
  private static int weight(char c) {
    if (c <= '9') {
      return c - '0';
    }
    int ordinal = c - 'A' + 10;
    return ordinal + (ordinal - 1) / 10;
  }

  @Override
  public String toString() {
    return value;
  }
}
