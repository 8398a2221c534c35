package eu.portsalliance.intel.recognition;

import eu.portsalliance.intel.alert.ContainerNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds container numbers (ISO 6346) in a text as people paste it: any case, blanks, hyphens,
 * points, strokes or a boxed check digit between the parts, glued to other words, with characters
 * that nobody sees. Nothing is dropped silently: what looks like a number and is none is named.
 */
public final class Recogniser {

  /** More numbers than this are refused, so that none is left out. */
  static final int MOST = 1_000;

  private static final String APART = "[ ._/()\\[\\]-]";

  /** Seven digits, and no eighth right behind them. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "([A-Z]{4}|[A-Z]{3}"
              + APART
              + "[UJZ])"
              + APART
              + "{0,3}([0-9](?:"
              + APART
              + "{0,2}[0-9]){6})(?![0-9])");

  /**
   * Letters and five to twelve digits, or what is easily mistaken for one; or seven bare digits.
   */
  private static final Pattern LIKE_ONE =
      Pattern.compile(
          "[A-Z*]{3,11}"
              + APART
              + "{0,2}[0-9OIL](?:"
              + APART
              + "{0,2}[0-9OIL]){4,11}[0-9A-Z]{0,8}|(?<![0-9A-Z])[0-9]{7}(?![0-9A-Z])");

  private static final int FEWEST_DIGITS = 4;

  /** ISO 6346, 3.2: freight containers, detachable equipment, trailers and chassis. */
  private static final String CATEGORIES = "UJZ";

  private Recogniser() {}

  /** The container numbers in a text, each once, up to a bound that no short text reaches. */
  public static Set<ContainerNumber> numbers(String text) {
    return containers(new Paste(text)).stream()
        .map(found -> new ContainerNumber(found.number()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What stands in a text; empty when it holds more than {@link #MOST} numbers or such places. */
  static Optional<Recognised> read(String text) {
    Paste paste = new Paste(text);
    List<Recognised.Container> containers = containers(paste);
    List<Recognised.Place> places = places(paste);
    return containers.size() > MOST || places.size() > MOST
        ? Optional.empty()
        : Optional.of(new Recognised(containers, places.size(), places));
  }

  private static List<Recognised.Container> containers(Paste paste) {
    List<Recognised.Container> found = new ArrayList<>();
    Set<ContainerNumber> seen = new HashSet<>();
    Matcher matcher = NUMBER.matcher(paste.plain());
    int from = 0;
    while (found.size() <= MOST && matcher.find(from)) {
      String letters = matcher.group(1);
      String digits = matcher.group(2);
      var number = new ContainerNumber(bare(letters) + bare(digits));
      if (likely(number, letters, matcher.group())) {
        found.add(
            new Recognised.Container(
                number.value(),
                paste.origin(matcher.start()),
                number.checkDigitValid(),
                !seen.add(number)));
        from = matcher.end();
        paste.strike(matcher.start(), from);
      } else {
        from = matcher.start() + 1;
      }
    }
    return found;
  }

  /**
   * Four letters and seven digits in one piece are a number, whatever the check digit says. In
   * pieces they may as well be a word and a telephone number.
   */
  private static boolean likely(ContainerNumber number, String letters, String written) {
    return written.length() == number.value().length()
        || number.checkDigitValid()
        || (letters.length() == 4 && CATEGORIES.indexOf(number.value().charAt(3)) >= 0);
  }

  private static List<Recognised.Place> places(Paste paste) {
    List<Recognised.Place> places = new ArrayList<>();
    Matcher matcher = LIKE_ONE.matcher(paste.plain());
    while (places.size() <= MOST && matcher.find()) {
      if (matcher.group().chars().filter(c -> c >= '0' && c <= '9').count() >= FEWEST_DIGITS) {
        places.add(new Recognised.Place(matcher.group(), paste.origin(matcher.start())));
      }
    }
    return places;
  }

  private static String bare(String written) {
    return written.replaceAll(APART, "");
  }
}
