package eu.portsalliance.intel.duty;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Boxes under alerts that are soon out of reach, as the port's own service brings them. */
record ChancePage(@Nullable List<@Nullable Entry> chances) {

  static final int MOST = 200;

  /**
   * One of them as it came.
   *
   * @param journey of the box; its number is not told
   * @param alert id of an alert that asks to control it
   * @param at when the last chance ends
   */
  record Entry(@Nullable UUID journey, @Nullable String alert, @Nullable Instant at) {}

  /** One of them, complete. */
  record Chance(UUID journey, String alert, Instant at) {}

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
          || entry.at() == null) {
        errors.add(
            new FieldError("chances[" + i + "]", "needs journey, alert (id of an alert) and at"));
      } else {
        checked.add(new Chance(entry.journey(), entry.alert(), entry.at()));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.fields(errors));
    }
    return checked;
  }
}
