package eu.portsalliance.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A UN/LOCODE: two letters for the country, three characters for the place (UN/ECE Recommendation
 * 16).
 *
 * @param value five characters in capitals, for example {@code NLRTM}
 */
public record Locode(@JsonValue String value) {

  /** How one is written. */
  public static final Pattern FORM = Pattern.compile("[A-Z]{2}[A-Z2-9]{3}");

  @JsonCreator
  public Locode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a UN/LOCODE is five characters such as NLRTM");
    }
  }

  /** The Keycloak client whose roles say what someone may do at this port: {@code port-nlrtm}. */
  public String client() {
    return "port-" + value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return value;
  }
}
