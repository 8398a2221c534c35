package eu.portsalliance.intel.alert;

/**
 * The rule of {@link AlertContent#namedPersonsOnly} in SQL, for all who ask it of stored alerts.
 */
public final class NamedPersons {

  /**
   * Whether an alert of this port, a row {@code a} of {@code alerts}, is for named persons only.
   */
  public static final String ONLY = only("a.content");

  private NamedPersons() {}

  /**
   * The same of a draft or an alert under another name.
   *
   * @param content the column with its content
   */
  static String only(String content) {
    return "(%1$s ->> 'tlp' = 'RED' or %1$s ->> 'actionOn' = 'observe')".formatted(content);
  }
}
