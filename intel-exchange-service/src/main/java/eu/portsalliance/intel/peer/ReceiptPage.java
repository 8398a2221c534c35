package eu.portsalliance.intel.peer;

import eu.portsalliance.intel.stix.StixReader;
import eu.portsalliance.problem.FieldError;
import eu.portsalliance.problem.Problem;
import eu.portsalliance.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statements of a peer about what it received.
 *
 * @param receipts at most {@link #MOST}
 */
record ReceiptPage(@Nullable List<@Nullable Entry> receipts) {

  static final int MOST = 200;
  private static final Set<String> STATES = Set.of("delivered", "opened");

  /** One statement as it came. */
  record Entry(
      @Nullable String id,
      @Nullable Instant modified,
      @Nullable String state,
      @Nullable Instant at) {}

  /** One statement, complete. */
  record Receipt(String id, Instant modified, String state, Instant at) {}

  /** The statements, or a refusal that names each wrong field. */
  List<Receipt> checked() {
    List<@Nullable Entry> entries = receipts == null ? List.of() : receipts;
    List<FieldError> errors = new ArrayList<>();
    List<Receipt> checked = new ArrayList<>();
    if (receipts == null || entries.size() > MOST) {
      errors.add(new FieldError("receipts", "takes at most " + MOST + " receipts"));
    }
    for (int i = 0; i < Math.min(entries.size(), MOST); i++) {
      Entry entry = entries.get(i);
      String at = "receipts[" + i + "]";
      if (entry == null
          || entry.id() == null
          || entry.modified() == null
          || entry.state() == null
          || entry.at() == null) {
        errors.add(new FieldError(at, "needs id, modified, state and at"));
      } else if (!StixReader.isId(entry.id())) {
        errors.add(new FieldError(at + ".id", "is not the id of an alert"));
      } else if (!STATES.contains(entry.state())) {
        errors.add(new FieldError(at + ".state", "is delivered or opened"));
      } else {
        checked.add(new Receipt(entry.id(), entry.modified(), entry.state(), entry.at()));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(Problem.fields(errors));
    }
    return checked;
  }
}
