package eu.portsalliance.intel.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request with its clock, for information or for a release; what it asks is read as the alert of
 * that id.
 *
 * @param asked organisations that were asked
 * @param concerns the alert that is to go further, with a release request
 * @param recipients organisations to which it would go
 * @param answers those that the reader may read, the first first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestView(
    String id,
    String kind,
    String origin,
    String controller,
    Instant dueAt,
    List<String> asked,
    @Nullable String concerns,
    List<String> recipients,
    List<Answer> answers) {

  RequestView {
    asked = List.copyOf(asked);
    recipients = List.copyOf(recipients);
    answers = List.copyOf(answers);
  }

  /** The same with the answers to it. */
  RequestView answered(List<Answer> given) {
    return new RequestView(id, kind, origin, controller, dueAt, asked, concerns, recipients, given);
  }

  /**
   * An answer, released by people at a port.
   *
   * @param id of the alert that answers
   * @param consent what the originator says to a release request
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(String id, String port, Instant at, @Nullable Boolean consent) {}

  /** Those that are due next, or were last. */
  record Page(List<RequestView> items) {
    Page {
      items = List.copyOf(items);
    }
  }
}
