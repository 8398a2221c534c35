package eu.portsalliance.intel.alert;

import eu.portsalliance.intel.stix.StixAlert;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an edition still gives away of the alert that it was made from; a warning, no proof. */
final class GivenAway {

  private static final int PHRASE = 5;
  private static final Pattern DATE =
      Pattern.compile("\\b(20[0-9]{2})-([01][0-9])-([0-3][0-9])\\b");

  private final StixAlert edition;
  private final StixAlert parent;
  private final List<AlertView.Give> gives = new ArrayList<>();

  private GivenAway(StixAlert edition, StixAlert parent) {
    this.edition = edition;
    this.parent = parent;
  }

  static List<AlertView.Give> by(StixAlert edition, StixAlert parent) {
    GivenAway given = new GivenAway(edition, parent);
    given.indicators();
    given.text("title", edition.title());
    given.text("narrative", edition.narrative());
    given.dates();
    if (edition.audience().size() == 1 || edition.persons().size() == 1) {
      given.gives.add(new AlertView.Give("audience", "audience-of-one"));
    }
    return List.copyOf(given.gives);
  }

  private void indicators() {
    Set<String> boxes = boxes();
    if (edition.containers().stream().anyMatch(box -> boxes.contains(box.number()))) {
      gives.add(new AlertView.Give("containers", "container"));
    }
    Set<String> terminals = terminals();
    if (edition.details().indicators().stream()
        .anyMatch(i -> i.type().equals("terminal") && terminals.contains(i.value()))) {
      gives.add(new AlertView.Give("indicators", "terminal"));
    }
  }

  private void text(String field, String text) {
    String plain = text.toUpperCase(Locale.ROOT).replaceAll("[ -]", "");
    if (boxes().stream().anyMatch(plain::contains)) {
      gives.add(new AlertView.Give(field, "container"));
    }
    List<String> words = words(text);
    if (terminals().stream()
        .map(terminal -> terminal.substring(terminal.indexOf(':') + 1))
        .anyMatch(code -> words.contains(code.toLowerCase(Locale.ROOT)))) {
      gives.add(new AlertView.Give(field, "terminal"));
    }
    Set<LocalDate> said = dates(parent.title() + " " + parent.narrative());
    said.add(day(parent.validFrom()));
    said.add(day(parent.validUntil()));
    if (dates(text).stream().anyMatch(date -> near(date, said))) {
      gives.add(new AlertView.Give(field, "date"));
    }
    Set<String> phrases = new HashSet<>(phrases(parent.narrative()));
    phrases.addAll(phrases(parent.title()));
    if (phrases(text).stream().anyMatch(phrases::contains)) {
      gives.add(new AlertView.Give(field, "phrase"));
    }
  }

  private void dates() {
    if (near(day(edition.validFrom()), Set.of(day(parent.validFrom())))) {
      gives.add(new AlertView.Give("validFrom", "date"));
    }
    if (near(day(edition.validUntil()), Set.of(day(parent.validUntil())))) {
      gives.add(new AlertView.Give("validUntil", "date"));
    }
  }

  private Set<String> boxes() {
    Set<String> boxes = new HashSet<>();
    parent.containers().forEach(box -> boxes.add(box.number()));
    return boxes;
  }

  private Set<String> terminals() {
    Set<String> terminals = new HashSet<>();
    parent.details().indicators().stream()
        .filter(indicator -> indicator.type().equals("terminal"))
        .forEach(indicator -> terminals.add(indicator.value()));
    return terminals;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<String> phrases(String text) {
    List<String> words = words(text);
    List<String> phrases = new ArrayList<>();
    for (int i = 0; i + PHRASE <= words.size(); i++) {
      phrases.add(String.join(" ", words.subList(i, i + PHRASE)));
    }
    return phrases;
  }

  private static Set<LocalDate> dates(String text) {
    Set<LocalDate> dates = new HashSet<>();
    Matcher matcher = DATE.matcher(text);
    while (matcher.find()) {
      try {
        dates.add(LocalDate.parse(matcher.group()));
      } catch (DateTimeException noDate) {
        // looks like a date and is none
      }
    }
    return dates;
  }

  private static boolean near(LocalDate date, Set<LocalDate> others) {
    return others.stream().anyMatch(other -> Math.abs(ChronoUnit.DAYS.between(date, other)) <= 1);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
