package eu.portsalliance.intel.alert;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What, other than a container, can be recognised again, and the form in which each is written. */
enum IndicatorType implements Labelled {
  SEAL("seal", "[A-Z0-9/-]{2,20}", "is 2 to 20 letters and digits"),
  BILL_OF_LADING("bill-of-lading", "[A-Z0-9/-]{4,35}", "is 4 to 35 letters and digits"),
  VESSEL("vessel", "[0-9]{7}", "is an IMO number: seven digits, the last of them its check digit"),
  VOYAGE("voyage", "[A-Z0-9/-]{1,17}", "is 1 to 17 letters and digits (UN/EDIFACT 8028)"),
  EORI("eori", "[A-Z]{2}[A-Z0-9]{1,15}", "is a country and up to 15 letters and digits"),
  HAULIER("haulier", "[\\p{L}\\p{N}][\\p{L}\\p{N} .,&'()/+-]{1,99}", "is 2 to 100 characters"),
  PLATE("plate", "[A-Z0-9-]{2,12}", "is 2 to 12 letters and digits"),
  TERMINAL("terminal", "[A-Z]{2}[A-Z2-9]{3}:[A-Z0-9]{2,6}", "is a port and a terminal: NLRTM:RWG"),
  LANE("lane", "[A-Z]{2}[A-Z2-9]{3}-[A-Z]{2}[A-Z2-9]{3}", "is two ports: ECGYE-NLRTM"),
  HS_CODE("hs-code", "[0-9]{4,10}", "is 4 to 10 digits");

  private final String label;
  private final Pattern form;
  private final String wrong;

  IndicatorType(String label, String form, String wrong) {
    this.label = label;
    this.form = Pattern.compile(form);
    this.wrong = wrong;
  }

  @Override
  public String label() {
    return label;
  }

  /** What is wrong with a value that was not read. */
  String wrong() {
    return wrong;
  }

  /** Reads a value as people write it; empty when it has not the form. */
  Optional<String> read(String written) {
    String plain =
        switch (this) {
          case HAULIER -> written.strip().replaceAll(" +", " ");
          case VESSEL -> plain(written).replaceFirst("^IMO", "");
          case HS_CODE -> plain(written).replace(".", "");
          case SEAL, BILL_OF_LADING, VOYAGE, EORI, PLATE, TERMINAL, LANE -> plain(written);
        };
    return form.matcher(plain).matches() && (this != VESSEL || imo(plain))
        ? Optional.of(plain)
        : Optional.empty();
  }

  private static String plain(String written) {
    return written.replace(" ", "").toUpperCase(Locale.ROOT);
  }

  /** IMO resolution A.1117(30): the digits weighed 7 down to 2; the last of the sum comes last. */
  private static boolean imo(String digits) {
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += (digits.charAt(i) - '0') * (7 - i);
    }
    return sum % 10 == digits.charAt(6) - '0';
  }
}
