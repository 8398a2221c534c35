package eu.portsalliance.intel.search;

import eu.portsalliance.handling.ActionOn;
import eu.portsalliance.handling.Tlp;
import eu.portsalliance.intel.stix.Unseen;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import eu.portsalliance.problem.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the parameters of a search; every wrong one is named. */
final class QueryForm {

  private static final Set<String> KNOWN =
      Set.of(
          "q",
          "kind",
          "tlp",
          "origin",
          "action-on",
          "indicator-type",
          "indicator",
          "from",
          "until",
          "disposition",
          "limit",
          "cursor");

  private static final int LONGEST = 200;

  private final Map<String, String> given;
  private final List<FieldError> errors = new ArrayList<>();

  private QueryForm(Map<String, String> given) {
    this.given = given;
  }

  /**
   * Reads them.
   *
   * @throws ProblemException naming each field that is not valid
   */
  static Query read(Map<String, String> given) {
    QueryForm form = new QueryForm(given);
    given.keySet().stream()
        .filter(name -> !KNOWN.contains(name))
        .forEach(name -> form.wrong(name, "is not known here"));
    Query query =
        new Query(
            form.text("q"),
            form.text("kind"),
            form.label("tlp", Tlp.values(), Tlp::label).map(Tlp::name),
            form.text("origin"),
            form.label("action-on", ActionOn.values(), ActionOn::label).map(ActionOn::name),
            form.text("indicator-type"),
            form.text("indicator").map(Indicators::value),
            form.instant("from"),
            form.instant("until"),
            form.oneOf("disposition", Set.of("open", "set-aside", "snoozed", "not-ours")));
    if (!form.errors.isEmpty()) {
      throw new ProblemException(Problem.fields(form.errors));
    }
    return query;
  }

  private Optional<String> text(String name) {
    String value = given.get(name);
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    if (value.length() > LONGEST || Unseen.in(value)) {
      wrong(name, "is at most " + LONGEST + " characters, each of which is seen");
      return Optional.empty();
    }
    return Optional.of(value.strip());
  }

  private <E> Optional<E> label(String name, E[] values, Function<E, String> label) {
    Optional<String> text = text(name);
    Optional<E> found =
        text.flatMap(
            wanted -> Arrays.stream(values).filter(v -> label.apply(v).equals(wanted)).findFirst());
    if (text.isPresent() && found.isEmpty()) {
      wrong(name, "is one of " + String.join(", ", Arrays.stream(values).map(label).toList()));
    }
    return found;
  }

  private Optional<String> oneOf(String name, Set<String> values) {
    Optional<String> text = text(name);
    if (text.isPresent() && !values.contains(text.get())) {
      wrong(name, "is one of " + String.join(", ", values.stream().sorted().toList()));
    }
    return text;
  }

  private Optional<Instant> instant(String name) {
    Optional<String> text = text(name);
    Optional<Instant> time = text.flatMap(Times::read);
    if (text.isPresent() && time.isEmpty()) {
      wrong(name, "is a time such as 2026-11-23T08:00:00Z");
    }
    return time;
  }

  private void wrong(String name, String detail) {
    errors.add(new FieldError(name, detail));
  }
}
