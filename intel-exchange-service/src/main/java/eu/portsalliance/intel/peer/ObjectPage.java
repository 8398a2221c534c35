package eu.portsalliance.intel.peer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;

/**
 * What became visible since a cursor.
 *
 * @param objects compact JWS, in order
 * @param cursor where the page ends; to be sent with the next pull
 * @param more whether there is more at once
 * @param traces W3C trace contexts in which objects of the page were released, for links alone;
 *     left out by a port that traces nothing, and taken for none
 */
record ObjectPage(
    List<String> objects,
    String cursor,
    boolean more,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> traces) {

  ObjectPage {
    List<String> sent = Objects.requireNonNullElse(traces, List.of());
    traces = sent.stream().filter(Objects::nonNull).toList();
  }

  /** The same with the cursor that was sent: who pulled in vain has nothing new to keep. */
  ObjectPage at(String sent) {
    return sent.isEmpty() ? this : new ObjectPage(objects, sent, more, traces);
  }
}
