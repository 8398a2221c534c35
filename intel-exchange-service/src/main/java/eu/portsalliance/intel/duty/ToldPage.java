package eu.portsalliance.intel.duty;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a peer tells of looks at boxes under alerts of this port. */
record ToldPage(@Nullable List<@Nullable Entry> looks) {

  static final int MOST = 200;

  /** One look as it came. */
  record Entry(
      @Nullable String id,
      @Nullable String alert,
      @Nullable String organisation,
      @Nullable Instant at) {}

  /** The looks, or a refusal that names each wrong field. */
  List<ToldPeer.Told> checked() {
    List<FieldError> errors = new ArrayList<>();
    List<ToldPeer.Told> checked = new ArrayList<>();
    List<@Nullable Entry> entries = looks == null ? List.of() : looks;
    if (looks == null || entries.size() > MOST) {
      errors.add(new FieldError("looks", "takes at most " + MOST + " looks"));
    }
    for (int i = 0; i < Math.min(entries.size(), MOST); i++) {
      Entry entry = entries.get(i);
      if (entry == null
          || entry.id() == null
          || entry.id().length() > 64
          || entry.alert() == null
          || !StixReader.isId(entry.alert())
          || entry.organisation() == null
          || entry.organisation().length() > 128
          || entry.at() == null) {
        errors.add(
            new FieldError(
                "looks[" + i + "]", "needs id, alert (id of an alert), organisation and at"));
      } else {
        checked.add(new ToldPeer.Told(entry.id(), entry.alert(), entry.organisation(), entry.at()));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.fields(errors));
    }
    return checked;
  }
}
