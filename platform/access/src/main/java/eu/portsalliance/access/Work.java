package eu.portsalliance.access;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a reading or a writing is for (Directive (EU) 2016/680, articles 4 and 25).
 *
 * @param purpose one of the closed list
 * @param caseNumber the reference of the case, dossier or order at the caller's own organisation
 */
public record Work(Purpose purpose, String caseNumber) {

  private static final Pattern CASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ./-]{0,63}");

  public Work {
    if (!CASE.matcher(caseNumber).matches()) {
      throw new IllegalArgumentException(
          "a case is 1 to 64 letters, digits, spaces, points, slashes or hyphens");
    }
  }

  /** The purposes for which intelligence may be read or written here. */
  public enum Purpose {
    CRIME_PREVENTION,
    INVESTIGATION,
    PROSECUTION,
    CUSTOMS_CONTROL,
    PORT_SECURITY,
    AUDIT;

    /** As it stands in the header {@code X-Purpose}: {@code crime-prevention}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a label.
     *
     * @throws IllegalArgumentException when there is no such purpose
     */
    public static Purpose of(String label) {
      for (Purpose purpose : values()) {
        if (purpose.label().equals(label)) {
          return purpose;
        }
      }
      throw new IllegalArgumentException("no such purpose");
    }
  }
}
