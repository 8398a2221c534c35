package eu.portsalliance.intel.duty;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks as the port's own service brings them. */
record LookPage(@Nullable List<@Nullable Entry> looks) {

  static final int MOST = 500;
  private static final int MOST_ALERTS = 50;

  /**
   * One look as it came.
   *
   * @param alerts ids of alerts that the service matched with the box
   */
  record Entry(
      @Nullable String id,
      @Nullable String container,
      @Nullable String organisation,
      @Nullable Instant at,
      @Nullable List<@Nullable String> alerts) {}

  /** One look, complete. */
  record Look(String id, String container, String organisation, Instant at, List<String> alerts) {
    Look {
      alerts = List.copyOf(alerts);
    }
  }

  /** The looks, or a refusal that names each wrong field. */
  List<Look> checked() {
    List<FieldError> errors = new ArrayList<>();
    List<Look> checked = new ArrayList<>();
    List<@Nullable Entry> entries = looks == null ? List.of() : looks;
    if (looks == null || entries.size() > MOST) {
      errors.add(new FieldError("looks", "takes at most " + MOST + " looks"));
    }
    for (int i = 0; i < Math.min(entries.size(), MOST); i++) {
      Entry entry = entries.get(i);
      if (entry == null
          || entry.id() == null
          || entry.container() == null
          || entry.organisation() == null
          || entry.at() == null
          || entry.alerts() == null) {
        errors.add(
            new FieldError("looks[" + i + "]", "needs id, container, organisation, at and alerts"));
        continue;
      }
      List<String> alerts = new ArrayList<>();
      for (String alert : entry.alerts()) {
        if (alert == null || !StixReader.isId(alert) || alerts.size() == MOST_ALERTS) {
          errors.add(new FieldError("looks[" + i + "].alerts", "is up to 50 ids of alerts"));
          break;
        }
        alerts.add(alert);
      }
      checked.add(
          new Look(entry.id(), entry.container(), entry.organisation(), entry.at(), alerts));
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.fields(errors));
    }
    return checked;
  }
}
