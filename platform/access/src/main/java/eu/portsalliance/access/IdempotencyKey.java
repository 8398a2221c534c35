package eu.portsalliance.access;

import java.util.regex.Pattern;

/**
 * The caller's name for one write; the same key again gets the same answer.
 *
 * @param value 1 to 128 printable ASCII characters without spaces
 */
public record IdempotencyKey(String value) {

  private static final Pattern FORM = Pattern.compile("[!-~]{1,128}");

  public IdempotencyKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("1 to 128 printable ASCII characters without spaces");
    }
  }
}
