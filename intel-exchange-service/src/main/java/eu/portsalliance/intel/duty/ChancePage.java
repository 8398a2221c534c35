package eu.portsalliance.intel.duty;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Boxes under alerts that are soon out of reach, as the port's own service brings them. */
record ChancePage(@Nullable List<@Nullable Entry> chances) {

  static final int MOST = 200;

  private static final Set<String> KINDS =
      Set.of("eta", "discharge", "release", "gate-slot", "loading", "next-port", "inland");

  /**
   * One of them as it came.
   *
   * @param journey of the box; its number is not told
   * @param alert id of an alert that asks to control it
   * @param kind what ends the last chance
   * @param at when it ends
   * @param first when it was to end as it was told first; with journey and kind it says which it is
   */
  record Entry(
      @Nullable UUID journey,
      @Nullable String alert,
      @Nullable String kind,
      @Nullable Instant at,
      @Nullable Instant first) {}

  /** One of them, complete. */
  record Chance(UUID journey, String alert, String kind, Instant at, Instant first) {

    /** The same however often it is told, and another for each chance of a journey. */
    String source() {
      return journey + " " + kind + " " + first;
    }
  }

  /** What was brought, or a refusal that names each wrong field. */
  List<Chance> checked() {
    List<FieldError> errors = new ArrayList<>();
    List<Chance> checked = new ArrayList<>();
    List<@Nullable Entry> entries = chances == null ? List.of() : chances;
    if (chances == null || entries.size() > MOST) {
      errors.add(new FieldError("chances", "takes at most " + MOST + " chances"));
    }
    for (int i = 0; i < Math.min(entries.size(), MOST); i++) {
      Entry entry = entries.get(i);
      if (entry == null
          || entry.journey() == null
          || entry.alert() == null
          || !StixReader.isId(entry.alert())
          || entry.kind() == null
          || !KINDS.contains(entry.kind())
          || entry.at() == null
          || entry.first() == null) {
        errors.add(
            new FieldError(
                "chances[" + i + "]",
                "needs journey, alert (id of an alert), kind (of a last chance), at and first"));
      } else {
        checked.add(
            new Chance(entry.journey(), entry.alert(), entry.kind(), entry.at(), entry.first()));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.fields(errors));
    }
    return checked;
  }
}
