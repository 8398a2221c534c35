package eu.portsalliance.intel.duty;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts of this port that met another one at a peer. */
record CollidedPage(@Nullable List<@Nullable String> alerts) {

  static final int MOST = 200;

  /** The ids, or a refusal that names the field. */
  List<String> checked() {
    List<String> checked = new ArrayList<>();
    List<@Nullable String> entries = alerts == null ? List.of() : alerts;
    for (String alert : entries) {
      if (alert != null && StixReader.isId(alert)) {
        checked.add(alert);
      }
    }
    if (alerts == null || entries.size() > MOST || checked.size() < entries.size()) {
      throw new ProblemException(Problem.field("alerts", "is at most " + MOST + " ids of alerts"));
    }
    return checked;
  }
}
