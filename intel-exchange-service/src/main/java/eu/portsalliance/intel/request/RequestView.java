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
 * @param ports whose clocks run: all that are asked, for whoever asked; else this one alone
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
    List<Asked> ports,
    List<Answer> answers) {

  RequestView {
    asked = List.copyOf(asked);
    recipients = List.copyOf(recipients);
    ports = List.copyOf(ports);
    answers = List.copyOf(answers);
  }

  /** The same for who has not opened it: when it is due and who is asked, not what for. */
  RequestView closed() {
    return new RequestView(
        id, kind, origin, controller, dueAt, asked, null, List.of(), ports, answers);
  }

  /** The same with the answers to it, each of which stops the clock of its own port. */
  RequestView answered(List<Answer> given) {
    return new RequestView(
        id,
        kind,
        origin,
        controller,
        dueAt,
        asked,
        concerns,
        recipients,
        ports.stream().map(asked -> asked.answered(given)).toList(),
        given);
  }

  /**
   * A port that is asked.
   *
   * @param answeredAt when the first answer of that port came that the reader may read; until then
   *     it is due
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Asked(String port, @Nullable Instant answeredAt) {

    private Asked answered(List<Answer> given) {
      return given.stream()
          .filter(answer -> answer.port().equals(port))
          .findFirst()
          .map(answer -> new Asked(port, answer.at()))
          .orElse(this);
    }
  }

  /**
   * An answer, released by people at a port.
   *
   * @param id of the alert that answers
   * @param consent what the originator says to a release request
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Answer(String id, String port, Instant at, @Nullable Boolean consent) {

    /** The same for who has not opened it: that it came, not what it says. */
    Answer closed() {
      return new Answer(id, port, at, null);
    }
  }

  /** Those that are due next, or were last. */
  record Page(List<RequestView> items) {
    Page {
      items = List.copyOf(items);
    }
  }
}
