package eu.portsalliance.intel.search;

import eu.portsalliance.intel.alert.ContainerNumber;
import eu.portsalliance.intel.stix.StixAlert;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Indicators as the index has them: {@code type:VALUE}, the value without blanks, in capitals. */
final class Indicators {

  private static final String CONTAINER = "container";

  private Indicators() {}

  /** All of an alert, each once. */
  static List<String> of(StixAlert alert) {
    return Stream.concat(
            alert.containers().stream().map(box -> key(CONTAINER, box.number())),
            alert.details().indicators().stream().map(i -> key(i.type(), i.value())))
        .distinct()
        .toList();
  }

  static String key(String type, String value) {
    return type + ":" + value(value);
  }

  /** A value as somebody typed it. */
  static String value(String written) {
    String plain = Plain.text(written);
    return ContainerNumber.read(plain)
        .map(ContainerNumber::value)
        .orElseGet(() -> plain.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
  }
}
