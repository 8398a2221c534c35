package eu.portsalliance.intel.request;

import java.time.Instant;
import java.util.List;

/**
 * A request for information with its clock; what it asks is read as the alert of that id.
 *
 * @param asked organisations that were asked
 * @param answers those that the reader may read, the first first
 */
record RequestView(
    String id,
    String origin,
    String controller,
    Instant dueAt,
    List<String> asked,
    List<Answer> answers) {

  RequestView {
    asked = List.copyOf(asked);
    answers = List.copyOf(answers);
  }

  /**
   * An answer, released by people at a port.
   *
   * @param id of the alert that answers
   */
  record Answer(String id, String port, Instant at) {}

  /** Those that are due next, or were last. */
  record Page(List<RequestView> items) {
    Page {
      items = List.copyOf(items);
    }
  }
}
