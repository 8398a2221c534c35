package eu.portsalliance.risk.intake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** What became of each event of a message, in the order of the message. */
record EventResults(List<EventResult> results) {
  EventResults {
    results = List.copyOf(results);
  }

  /** What became of one event. */
  enum Status {
    /** Kept now. */
    ACCEPTED,
    /** Kept before, with the same content. */
    DUPLICATE,
    /** Not kept; the feedback says why. */
    REFUSED;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One of them. */
  record EventResult(
      int index,
      @JsonProperty("eventID") String eventId,
      Status status,
      List<Feedback> feedbackElements) {}
}
